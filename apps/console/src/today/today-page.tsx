import { getToday, isAllowed, listMyTasks, type ReplyOf } from "@homesafe/api"
import { Banner, LinkButton, PageHead } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"
import { mayOpen } from "../app/page-access.ts"
import { sayTimes } from "../app/times.ts"
import { useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { MyTasks } from "../cases/my-tasks.tsx"
import { MissingKey } from "../session/missing-key.tsx"
import { ReadPermits } from "./read-permits.tsx"

/** Do warnings arrive, and what waits? */
export function TodayPage() {
  const { t, deployment, officer } = useConsole()
  const today = useCall(getToday, {})
  const say = sayTimes(deployment, t.language)
  return (
    <div className="stack g5">
      <PageHead
        title={t("today.title")}
        {...(today.value ? { text: say.moment(today.value.now) } : {})}
        actions={
          mayOpen(officer.roles, "situation") && (
            <LinkButton kind="quiet" icon="print" href="/situation">
              {t("situation.title")}
            </LinkButton>
          )
        }
      />
      <MissingKey />
      <Waiting of={today}>
        {(value) => (
          <>
            {value.publishingProblem !== null ? (
              <Banner level="caution" title={t("today.late")}>
                {t("today.lateText", { reason: value.publishingProblem })}
              </Banner>
            ) : (
              <Banner level="info" icon="check" title={t("today.arrive")}>
                {value.lastList
                  ? t("today.lists", {
                      next: say.time(value.nextList),
                      seq: value.lastList.seq,
                      last: say.time(value.lastList.at),
                    })
                  : t("today.firstList", { next: say.time(value.nextList) })}
              </Banner>
            )}
            {value.canaries && <Canaries canaries={value.canaries} />}
            {value.auditFaults > 0 && (
              <Banner level="fault" title={t("today.auditBroken", { n: value.auditFaults })}>
                {t("today.auditBrokenText")}
              </Banner>
            )}
            {value.recoveredByMachine.map(({ name, at }) => (
              <Banner key={`${at} ${name}`} level="caution" title={t("today.recovered", { name })}>
                {t("today.recoveredText", { name, time: say.moment(at) })}
              </Banner>
            ))}
            {value.openerSealed && (
              <Banner level="caution" title={t("today.sealed")}>
                {t("today.sealedText")}
              </Banner>
            )}
            {value.codesBeyondLimit > 0 && mayOpen(officer.roles, "codes") && (
              <Banner level="caution" title={t("today.codesBeyond", { n: value.codesBeyondLimit })}>
                <p>
                  {t("today.codesBeyondText")} <a href="/codes">{t("nav.codes")}</a>
                </p>
              </Banner>
            )}
            <ReadPermits />
            {isAllowed(listMyTasks, officer.roles) && <MyTasks now={value.now} />}
            <div className="grid-4">
              <Stat label={t("today.toApprove")} value={value.decisionsToApprove} href="/decisions" />
              <Stat label={t("today.changes")} value={value.changesToApprove} href="/changes" />
              <Stat label={t("nav.inspections")} value={value.inspectionsOpen} href="/inspections" />
              <Stat label={t("today.venuesWaiting")} value={value.venuesWaiting} href="/venues" />
              <Stat label={t("today.uploadsWaiting")} value={value.uploadsWaiting} href="/cases" />
              <Stat label={t("today.casesOpen")} value={value.casesOpen} href="/cases" />
              <Stat label={t("today.objections")} value={value.objectionsOpen} href="/decisions" />
              <Stat label={t("today.calls")} value={value.callsDue} href="/calls" />
              <Stat label={t("today.published")} value={value.decisionsPublished} href="/decisions" />
            </div>
          </>
        )}
      </Waiting>
    </div>
  )
}

/** Whether the last list reached the phones that are there to say so. */
function Canaries({ canaries }: { readonly canaries: NonNullable<ReplyOf<typeof getToday>["canaries"]> }) {
  const { t } = useConsole()
  const { all, found, isLate } = canaries
  if (!isLate) return <p className="soft small">{t("today.canaries", { found, all })}</p>
  return (
    <Banner level="fault" title={t("today.canariesLate", { missing: all - found })}>
      {t("today.canariesLateText")}
    </Banner>
  )
}

/** A count that leads to its page; nothing for a role that has no such page. */
function Stat({ label, value, href }: { readonly label: string; readonly value: number; readonly href: string }) {
  const { officer } = useConsole()
  if (!mayOpen(officer.roles, href.slice(1))) return null
  return (
    <a className="card stat" href={href}>
      <span className="k">{label}</span>
      <span className="n num">{value}</span>
    </a>
  )
}
