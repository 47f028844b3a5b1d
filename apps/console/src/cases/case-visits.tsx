import { type CaseRecord, type CaseVisit, call, readVisits } from "@homesafe/api"
import { pathogenOf } from "@homesafe/domain"
import { Banner, Button, Chip } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { placeName } from "../app/names.ts"
import { sayTimes } from "../app/times.ts"
import { isWarned, standingOf } from "../decisions/standing.ts"
import { RemoveStay } from "../interviews/remove-stay.tsx"
import { stepUp } from "../session/passkeys.ts"
import { problemText } from "../session/problem-text.ts"
import { type Purpose, PurposeCard } from "../session/purpose-card.tsx"
import { Deadlines, deadlinesOf } from "./deadlines.tsx"
import { visitReasonWords } from "./upload-words.ts"
import { VisitsMap } from "./visits-map.tsx"
import { rowIdOf, VisitsTimeLine } from "./visits-time-line.tsx"

/** Stays at one place on one day, to be warned about together. */
export type OnPropose = (visits: readonly [CaseVisit, ...CaseVisit[]]) => void

/** A case's visits: shown only after a passkey and a purpose, and kept in this page's memory alone. */
export function CaseVisits({
  theCase,
  visits,
  isRead,
  now,
  onRead,
  onRemoved,
  onPropose,
}: {
  readonly theCase: CaseRecord
  /** What is known on this page: all of them once they were read, else what was just written down. */
  readonly visits: readonly CaseVisit[]
  readonly isRead: boolean
  readonly now: number
  readonly onRead: (visits: readonly CaseVisit[]) => void
  readonly onRemoved: (interview: string) => void
  readonly onPropose: OnPropose
}) {
  const { t } = useConsole()
  const [fault, setFault] = useState<string | null>(null)
  const read = async (purpose: Purpose) => {
    const checked = await stepUp()
    const answer = checked.ok ? await call(readVisits, { params: { id: theCase.id }, body: { purpose } }) : checked
    setFault(answer.ok ? null : problemText(t, answer.problem))
    if (answer.ok && "visits" in answer.value) onRead(answer.value.visits)
  }
  return (
    <section className="stack g4" aria-labelledby="visits">
      <h2 id="visits">{t("visits.title")}</h2>
      {fault !== null && <Banner level="fault">{fault}</Banner>}
      {!isRead && theCase.visits !== null && (
        <PurposeCard text={t("visits.readText")} action={t("visits.read")} onRead={read} />
      )}
      {isRead && visits.length === 0 && <Banner level="info">{t("visits.none")}</Banner>}
      {visits.length > 0 && (
        <>
          <Deadlines theCase={theCase} visits={visits} now={now} />
          <VisitsTimeLine theCase={theCase} visits={visits} />
          <VisitsMap visits={visits} />
          <ul className="card flush rows">
            {visits.map((visit, index) => (
              <li key={`${visit.vid} ${visit.day} ${visit.arrival}`} id={rowIdOf(index)} tabIndex={-1}>
                <VisitRow
                  theCase={theCase}
                  visit={visit}
                  now={now}
                  onRemoved={onRemoved}
                  onPropose={() => onPropose([visit, ...othersThere(visit, visits)])}
                />
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
  if (visit.interview) return <Chip tone="line">{t(`interview.told.${visit.interview.how}`)}</Chip>
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

/** What a code proved; and what a case told of a place where somebody can be asked for a key, or whose plate is its key. */
const canWarn = ({ verdict, interview, venue, plate }: CaseVisit) =>
  verdict === "proven" || (interview !== null && (venue !== null || plate !== null))

/** The case's other stays at the same place on the same day: one warning covers them all. */
function othersThere(visit: CaseVisit, visits: readonly CaseVisit[]): CaseVisit[] {
  return visits.filter(
    (other) => other !== visit && other.vid === visit.vid && other.day === visit.day && canWarn(other),
  )
}

function VisitRow({
  theCase,
  visit,
  now,
  onRemoved,
  onPropose,
}: {
  readonly theCase: CaseRecord
  readonly visit: CaseVisit
  readonly now: number
  readonly onRemoved: (interview: string) => void
  readonly onPropose: () => void
}) {
  const { t, deployment, officer, catalogue } = useConsole()
  const say = sayTimes(deployment, t.language)
  const name = placeName(t, visit) ?? visit.interview?.words ?? t("visits.unknownVenue")
  const open = deadlinesOf(theCase, visit, deployment.offset).filter(({ until }) => until > now)
  const unproven = visitReasonWords(t, visit.reason)
  const isCovered = isWarned(catalogue, visit, theCase.pathogen)
  const [newest] = standingOf(catalogue, visit, pathogenOf(theCase.pathogen)?.template)
  const canPropose = canWarn(visit) && !isCovered && newest?.state !== "proposed" && officer.roles.includes("tracer")
  return (
    <section className="list-row roomy" aria-label={name}>
      <span className="grow">
        <span className="t">{name}</span>
        <br />
        <span className="d num">{say.minutes(visit.day, visit.arrival, visit.departure)}</span>
        {unproven !== null && <span className="d block">{unproven}</span>}
        {open.map(({ remedy, until }) => (
          <span key={remedy.what} className="d block">
            {t("deadline.visit", { what: t(`profile.remedy.${remedy.what}`), time: say.moment(until) })}
          </span>
        ))}
      </span>
      <span className="row wrap g2">
        <Evidence visit={visit} />
        <Chip tone="line">{t(visit.infectious ? "visits.infectious" : "visits.notInfectious")}</Chip>
        {newest && (
          <a href={`/decisions/${newest.id}`}>
            {t(isCovered ? `visits.covered.${newest.state === "proposed" ? "proposed" : "warned"}` : "visits.partly")}
          </a>
        )}
        {canPropose && (
          <Button icon="exposed" onClick={onPropose}>
            {t(newest ? "visits.extend" : "visits.propose")}
          </Button>
        )}
        {visit.interview && officer.roles.includes("tracer") && (
          <RemoveStay theCase={theCase} name={name} interview={visit.interview.id} onRemoved={onRemoved} />
        )}
      </span>
    </section>
  )
}
