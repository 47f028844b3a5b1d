import { listShares, revokeShare, shareVisits } from "@homesafe/api"
import { formatMoment } from "@homesafe/i18n"
import { base64urlOf, hexOf } from "@homesafe/protocol"
import { MOST_SHARED_VISITS, type SharedVisit, sealShare } from "@homesafe/protocol/visitor"
import { Banner, Button, Check, Empty, Loading } from "@homesafe/ui"
import { useState } from "react"
import { useDiary } from "../diary/use-diary.ts"
import type { VisitView } from "../keeper/views.ts"
import { sayName, useApp } from "../shell/app-context.ts"
import { callHealth } from "./call-health.ts"
import { problemWords, useHealthTexts } from "./health-texts.ts"
import { keepStatement, keptStatements, readStatement } from "./statements.ts"
import type { HealthService } from "./use-account.ts"
import { useLoaded } from "./use-loaded.ts"

/** Of a visit, what is shared and nothing else. */
const sharedOf = ({ names, category, arrivedAt, leftAt }: VisitView): SharedVisit => ({
  names,
  category,
  from: arrivedAt,
  until: leftAt ?? arrivedAt,
})

/** Visits go to the health-code service one by one, after a preview, and can be taken back. Nothing is ticked at first. */
export function SharePart({ service, onEnded }: { readonly service: HealthService; readonly onEnded: () => void }) {
  const { t, overview, say } = useApp()
  const tc = useHealthTexts()
  // Places that somebody wrote down by hand are never sent: the page where they are written says so.
  const visits = useDiary()?.filter(({ leftAt, source }) => leftAt !== null && source !== "by-hand")
  const { value, problem, again, fail, clear } = useLoaded(() => callHealth(listShares), onEnded)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [shareId, setShareId] = useState(newShareId)
  const [isBusy, setBusy] = useState(false)
  const [statements, setStatements] = useState(keptStatements)
  const moment = (seconds: number) => formatMoment(seconds * 1000, t.language, overview.timeZone)
  if (!visits || !value)
    return problem === null ? (
      <Loading text={tc("loading")} />
    ) : (
      <Banner level="fault">{problemWords(t, tc, problem)}</Banner>
    )
  const shown = visits.filter(({ id }) => chosen.includes(id))

  const share = async () => {
    clear()
    setBusy(true)
    const box = await sealShare(service.keys.share, service.dep, { shareId, visits: shown.map(sharedOf) })
    const sent = await callHealth(shareVisits, { params: { id: shareId }, body: { box: base64urlOf(box) } })
    setBusy(false)
    if (!sent.ok) return fail(sent.problem)
    setChosen([])
    setShareId(newShareId())
    await again()
  }
  const revoke = async (id: string) => {
    clear()
    const revoked = await callHealth(revokeShare, { params: { id } })
    if (!revoked.ok) return fail(revoked.problem)
    const statement = readStatement(service, revoked.value, "share-not-held", id)
    if (!statement) return fail("unexpected")
    keepStatement(statement)
    setStatements(keptStatements())
    say(tc("share.revoked"))
    await again()
  }
  const line = ({ id, names, arrivedAt, leftAt }: VisitView) => (
    <span key={id}>
      {sayName(names, t.language).text}
      <span className="d block num">
        {moment(arrivedAt)} – {moment(leftAt ?? arrivedAt)}
      </span>
    </span>
  )
  return (
    <div className="stack g5">
      <section className="stack g3" aria-labelledby="health-share">
        <h2 id="health-share">{tc("menu.share")}</h2>
        <p>{tc("share.text")}</p>
        {problem !== null && <Banner level="fault">{problemWords(t, tc, problem)}</Banner>}
        {visits.length === 0 && <Empty icon="diary" title={tc("share.none")} />}
        <div className="stack g1">
          {visits.map((visit) => (
            <Check
              key={visit.id}
              label={line(visit)}
              checked={chosen.includes(visit.id)}
              disabled={!chosen.includes(visit.id) && chosen.length >= MOST_SHARED_VISITS}
              onChange={({ currentTarget: { checked } }) =>
                setChosen(checked ? [...chosen, visit.id] : chosen.filter((id) => id !== visit.id))
              }
            />
          ))}
        </div>
        {shown.length > 0 && (
          <div className="card stack g3">
            <h3>{tc("share.preview")}</h3>
            <ul className="stack g2">
              {shown.map((visit) => (
                <li key={visit.id}>{line(visit)}</li>
              ))}
            </ul>
            <p className="small soft">{tc("share.days")}</p>
            <Button wide icon="seal" busy={isBusy} onClick={() => void share()}>
              {tc("share.button", { n: shown.length })}
            </Button>
          </div>
        )}
      </section>
      {value.shares.length > 0 && (
        <section className="stack g2" aria-labelledby="health-shared">
          <h2 id="health-shared">{tc("share.list")}</h2>
          <ul className="card flush rows">
            {value.shares.map(({ id, sharedAt }) => (
              <li className="list-row" key={id}>
                <span className="grow breaks">{tc("share.at", { when: moment(sharedAt) })}</span>
                <Button kind="quiet" onClick={() => void revoke(id)}>
                  {tc("share.revoke")}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {statements.length > 0 && (
        <details>
          <summary>{tc("share.statements")}</summary>
          <ul className="stack g1">
            {statements.map(({ subject, t: at }) => (
              <li key={subject} className="small num">
                {tc("share.statement", { when: moment(at) })}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

/** The name of one act of sharing: kept until it is known to have arrived, so that the same act is never there twice. */
const newShareId = () => hexOf(crypto.getRandomValues(new Uint8Array(16)))
