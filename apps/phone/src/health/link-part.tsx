import { linkHealthCredential, listHealthCredentials, unlinkHealthCredential } from "@homesafe/api"
import { formatDate } from "@homesafe/i18n"
import { loadWallet } from "@homesafe/i18n/wallet"
import { Banner, Button, Chip, Empty } from "@homesafe/ui"
import { useState } from "react"
import { useApp } from "../shell/app-context.ts"
import { useTexts } from "../shell/use-texts.ts"
import { type ShownRecord, useWallet } from "../wallet/use-wallet.ts"
import { lineOf, sayDays, titleOf } from "../wallet/words.ts"
import { callHealth } from "./call-health.ts"
import { problemWords, useHealthTexts } from "./health-texts.ts"
import { useLoaded } from "./use-loaded.ts"

const KINDS = ["vaccination", "recovery", "test-detected", "test-not-detected", "exemption"] as const

/** Health documents of one's own: chosen one by one out of the wallet on this phone, sent to this service alone, and taken back. */
export function LinkPart({ onEnded }: { readonly onEnded: () => void }) {
  const { t, say, overview } = useApp()
  const tc = useHealthTexts()
  const w = useTexts(loadWallet)
  const wallet = useWallet()
  const { value, problem, again, fail, clear } = useLoaded(() => callHealth(listHealthCredentials), onEnded)
  const [busy, setBusy] = useState<string | null>(null)
  const link = async ({ id, texts }: ShownRecord) => {
    clear()
    setBusy(id)
    // The document's own name on this phone: sent again after a broken answer, it is linked once.
    const linked = await callHealth(linkHealthCredential, { params: { id }, body: { texts: [...texts] } })
    setBusy(null)
    if (!linked.ok) return fail(linked.problem)
    say(tc("link.done"))
    await again()
  }
  const takeBack = async (id: string) => {
    clear()
    setBusy(id)
    const gone = await callHealth(unlinkHealthCredential, { params: { id } })
    setBusy(null)
    if (!gone.ok) return fail(gone.problem)
    say(tc("link.backDone"))
    await again()
  }
  const days = sayDays(t.language, overview.timeZone)
  const offered = wallet?.records.filter(({ id }) => !value?.credentials.some((each) => each.id === id))
  const wordsOf = (facts: readonly { readonly kind: string; readonly on: string }[]) =>
    facts
      .map(({ kind, on }) => {
        const known = KINDS.find((each) => each === kind)
        return `${known ? tc(`linked.${known}`) : kind} · ${formatDate(Date.parse(`${on}T12:00:00Z`), t.language, "UTC")}`
      })
      .join(", ")
  return (
    <div className="stack g5">
      <div className="stack g2">
        <h2>{tc("menu.link")}</h2>
        <p className="soft">{tc("link.text")}</p>
        {problem !== null && <Banner level="fault">{problemWords(t, tc, problem)}</Banner>}
      </div>
      <section className="stack g2" aria-labelledby="health-linked">
        <h3 id="health-linked">{tc("link.list")}</h3>
        <div className="card flush">
          {value?.credentials.length === 0 && <Empty icon="seal" title={tc("link.listNone")} />}
          <ul className="rows">
            {value?.credentials.map(({ id, facts, counts }) => (
              <li className="list-row" key={id}>
                <span className="grow t">{wordsOf(facts)}</span>
                {!counts && <Chip tone="caution">{tc("link.notCounting")}</Chip>}
                <Button
                  kind="plain"
                  busy={busy === id}
                  aria-label={tc("link.backThis", { record: wordsOf(facts) })}
                  onClick={() => void takeBack(id)}
                >
                  {tc("link.back")}
                </Button>
              </li>
            ))}
          </ul>
        </div>
      </section>
      <section className="stack g2" aria-labelledby="health-wallet">
        <h3 id="health-wallet">{tc("link.choose")}</h3>
        <div className="card flush">
          {offered?.length === 0 && <Empty icon="seal" title={tc("link.none")} text={tc("link.noneText")} />}
          <ul className="rows">
            {w &&
              offered?.map((record) => {
                const [first] = record.credential?.records ?? []
                return (
                  <li className="list-row" key={record.id}>
                    <span className="grow">
                      <span className="t block">{titleOf(w, first)}</span>
                      <span className="d block">{lineOf(w, first, days)}</span>
                    </span>
                    <Button
                      kind="plain"
                      busy={busy === record.id}
                      aria-label={tc("link.buttonThis", { record: titleOf(w, first) })}
                      onClick={() => void link(record)}
                    >
                      {tc("link.button")}
                    </Button>
                  </li>
                )
              })}
          </ul>
        </div>
      </section>
    </div>
  )
}
