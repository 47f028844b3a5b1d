import { call, getPurgeCertificate, listPurges, type PurgeEntry } from "@homesafe/api"
import { listDataClasses } from "@homesafe/domain"
import type { ConsoleTranslate } from "@homesafe/i18n/console"
import { Banner, Button, Empty, saveFile } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { PageSteps } from "../app/paged-rows.tsx"
import { sayTimes } from "../app/times.ts"
import { useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { problemText } from "../session/problem-text.ts"

/** What was destroyed, newest first, each with its certificate. */
export function PurgesPart() {
  const { t } = useConsole()
  const [starts, setStarts] = useState<readonly number[]>([])
  const before = starts.at(-1)
  const found = useCall(listPurges, before === undefined ? {} : { query: { before } })
  return (
    <Waiting of={found}>
      {({ purges, next, head }) => (
        <>
          <p className="soft">{t("retention.purgesText")}</p>
          {head !== null && (
            <p className="breaks">
              {t("retention.head", { n: head.seq })} <span className="mono small">{head.hash}</span>
            </p>
          )}
          {purges.length === 0 ? (
            <Empty icon="records" title={t("retention.noPurges")} />
          ) : (
            <ul className="card flush rows">
              {purges.map((entry) => (
                <li key={entry.seq}>
                  <PurgeRow entry={entry} />
                </li>
              ))}
            </ul>
          )}
          <PageSteps
            onNewer={starts.length > 0 ? () => setStarts(starts.slice(0, -1)) : null}
            onOlder={next === null ? null : () => setStarts([...starts, next])}
          />
        </>
      )}
    </Waiting>
  )
}

/** A class's name as people say it; "begin" is a ledger's first entry. */
function className(t: ConsoleTranslate, name: string): string {
  const known = listDataClasses().find((each) => each.name === name)
  return known ? t(`retention.class.${known.name}`) : t("retention.begin")
}

function PurgeRow({ entry }: { readonly entry: PurgeEntry }) {
  const { t, deployment } = useConsole()
  const [fault, setFault] = useState<string | null>(null)
  const { seq, at, class: name, subject, count, before, destroyed } = entry
  const say = sayTimes(deployment, t.language)
  const title = t("retention.entry", { seq, name: className(t, name) })
  const save = async () => {
    const made = await call(getPurgeCertificate, { params: { seq: String(seq) } })
    if (!made.ok) return setFault(problemText(t, made.problem))
    setFault(null)
    const text = JSON.stringify(made.value, null, 2)
    saveFile(`purge-${seq}.json`, new Blob([text], { type: "application/json" }))
  }
  return (
    <section className="list-row roomy" aria-label={title}>
      <div className="grow stack g1">
        <p className="t">{title}</p>
        <p className="d">{say.moment(at)}</p>
        {name !== "begin" && (
          <p className="d">{t("retention.destroyedRows", { n: count, time: say.moment(before) })}</p>
        )}
        {subject !== null && <p className="d breaks">{t("retention.subject", { id: subject })}</p>}
        {name !== "begin" && <p className="mono small breaks">{destroyed}</p>}
        {fault !== null && <Banner level="fault">{fault}</Banner>}
      </div>
      <Button kind="quiet" icon="save" onClick={() => void save()}>
        {t("retention.certificate")}
      </Button>
    </section>
  )
}
