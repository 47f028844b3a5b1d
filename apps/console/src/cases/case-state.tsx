import { type CaseRecord, listCaseTasks } from "@homesafe/api"
import { serviceDayOf, unixSeconds } from "@homesafe/protocol"
import { Banner } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { useCall } from "../app/use-call.ts"
import { CaseCalls } from "../calls/case-calls.tsx"
import { LikelyDuplicates } from "./case-duplicates.tsx"
import { CaseNotes } from "./case-notes.tsx"
import { CaseTasks } from "./case-tasks.tsx"

/** Whether anything can still be done for a case: it is not over, and not part of another. */
export const isCaseOpen = ({ merged, hasEnded }: CaseRecord) => merged === null && !hasEnded

/** What a reader must know first: that the case is part of another, is over, or may be somebody's second one. */
export function CaseState({ theCase, now }: { readonly theCase: CaseRecord; readonly now: number }) {
  const { t, deployment } = useConsole()
  const { merged, hasEnded } = theCase
  if (merged) {
    const { into, by, at, reason } = merged
    const time = sayTimes(deployment, t.language).moment(at)
    return (
      <Banner level="info" title={t("case.mergedInto", { number: into.number })}>
        <p>{t("case.mergedBy", { name: by, time, reason: t(`merge.reason.${reason}`) })}</p>
        <p>
          <a href={`/cases/${into.id}`}>{t("case.number", { number: into.number })}</a>
        </p>
      </Banner>
    )
  }
  if (hasEnded) return <Banner level="info">{t("case.ended")}</Banner>
  return now > 0 ? <LikelyDuplicates theCase={theCase} now={now} /> : null
}

/** A case's tasks, calls and notes. */
export function CaseWork({ theCase, now }: { readonly theCase: CaseRecord; readonly now: number }) {
  const { deployment, officer } = useConsole()
  const work = useCall(listCaseTasks, { params: { id: theCase.id } }).value
  if (!work || now === 0 || !officer.roles.includes("tracer")) return null
  const today = serviceDayOf(unixSeconds(now), deployment.offset)
  return (
    <>
      <CaseTasks theCase={theCase} tasks={work.tasks} today={today} now={now} />
      <CaseCalls theCase={theCase} now={now} />
      <CaseNotes theCase={theCase} count={work.notes} />
    </>
  )
}
