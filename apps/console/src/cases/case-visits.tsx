import { type CaseRecord, type CaseVisit, call, readVisits } from "@homesafe/api"
import { Banner, Button, Chip } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { placeName } from "../app/names.ts"
import { sayTimes } from "../app/times.ts"
import { stepUp } from "../session/passkeys.ts"
import { problemText } from "../session/problem-text.ts"
import { type Purpose, PurposeCard } from "../session/purpose-card.tsx"
import { Deadlines, deadlinesOf } from "./deadlines.tsx"
import { rowIdOf, VisitsTimeLine } from "./visits-time-line.tsx"

/** A case's visits: shown only after a passkey and a purpose, and kept in this page's memory alone. */
export function CaseVisits({
  theCase,
  now,
  onPropose,
}: {
  readonly theCase: CaseRecord
  readonly now: number
  readonly onPropose: (visit: CaseVisit) => void
}) {
  const { t } = useConsole()
  const [visits, setVisits] = useState<readonly CaseVisit[] | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const read = async (purpose: Purpose) => {
    const checked = await stepUp()
    const answer = checked.ok ? await call(readVisits, { params: { id: theCase.id }, body: { purpose } }) : checked
    setFault(answer.ok ? null : problemText(t, answer.problem))
    if (answer.ok && "visits" in answer.value) setVisits(answer.value.visits)
  }
  return (
    <section className="stack g4" aria-labelledby="visits">
      <h2 id="visits">{t("visits.title")}</h2>
      {fault !== null && <Banner level="fault">{fault}</Banner>}
      {visits === null ? (
        <PurposeCard text={t("visits.readText")} action={t("visits.read")} onRead={read} />
      ) : visits.length === 0 ? (
        <Banner level="info">{t("visits.none")}</Banner>
      ) : (
        <>
          <Deadlines theCase={theCase} visits={visits} now={now} />
          <VisitsTimeLine theCase={theCase} visits={visits} />
          <ul className="card flush rows">
            {visits.map((visit, index) => (
              <li key={`${visit.vid} ${visit.day} ${visit.arrival}`} id={rowIdOf(index)} tabIndex={-1}>
                <VisitRow theCase={theCase} visit={visit} now={now} onPropose={onPropose} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

/** A plate proves less than a code: anyone can type any. */
function Evidence({ visit }: { readonly visit: CaseVisit }) {
  const { t } = useConsole()
  if (visit.verdict === "unproven")
    return (
      <Chip tone="caution" icon="caution">
        {t("visits.unproven")}
      </Chip>
    )
  return visit.plate === null ? (
    <Chip tone="ok" icon="check">
      {t("visits.proven")}
    </Chip>
  ) : (
    <Chip tone="line">{t("visits.plateTyped")}</Chip>
  )
}

function VisitRow({
  theCase,
  visit,
  now,
  onPropose,
}: {
  readonly theCase: CaseRecord
  readonly visit: CaseVisit
  readonly now: number
  readonly onPropose: (visit: CaseVisit) => void
}) {
  const { t, deployment, officer } = useConsole()
  const say = sayTimes(deployment, t.language)
  const name = placeName(t, visit) ?? t("visits.unknownVenue")
  const open = deadlinesOf(theCase, visit, deployment.offset).filter(({ until }) => until > now)
  const canPropose = visit.verdict === "proven" && visit.decision === null && officer.roles.includes("tracer")
  return (
    <section className="list-row roomy" aria-label={name}>
      <span className="grow">
        <span className="t">{name}</span>
        <br />
        <span className="d num">{say.minutes(visit.day, visit.arrival, visit.departure)}</span>
        {open.map(({ remedy, until }) => (
          <span key={remedy.what} className="d block">
            {t("deadline.visit", { what: t(`profile.remedy.${remedy.what}`), time: say.moment(until) })}
          </span>
        ))}
      </span>
      <span className="row wrap g2">
        <Evidence visit={visit} />
        <Chip tone="line">{t(visit.infectious ? "visits.infectious" : "visits.notInfectious")}</Chip>
        {visit.decision !== null && <a href={`/decisions/${visit.decision}`}>{t("visits.decided")}</a>}
        {canPropose && (
          <Button icon="exposed" onClick={() => onPropose(visit)}>
            {t("visits.propose")}
          </Button>
        )}
      </span>
    </section>
  )
}
