import type { Venue, VenueNotice } from "@homesafe/api"
import { formatMoment, formatStay } from "@homesafe/i18n"
import { serviceDay, startOfServiceDay } from "@homesafe/protocol"
import { Chip, Facts } from "@homesafe/ui"
import { usePortal } from "../app/context.ts"
import { formatServiceDay } from "../app/days.ts"
import { nameIn } from "../app/names.ts"
import { Objection } from "./objection.tsx"

/** Five minutes, in seconds. */
const UNIT = 300

/** One notice: what is said of the venue to whom, what it means, what to do, and how to object. */
export function NoticeCard({
  notice,
  isOver,
  venue,
  onSaid,
}: {
  readonly notice: VenueNotice
  /** Another notice has taken its place. */
  readonly isOver: boolean
  readonly venue: Venue
  readonly onSaid: () => Promise<void>
}) {
  const { t, deployment } = usePortal()
  const { timeZone, trust } = deployment
  const authority = nameIn(deployment.authority, t.language)
  const { kind, day, windows, listAt, isNamed } = notice
  const start = startOfServiceDay(serviceDay(day), trust.offset)
  const times = windows.map(([from, until]) =>
    formatStay((start + from * UNIT) * 1000, (start + until * UNIT) * 1000, t.language, timeZone),
  )
  const isWarning = kind !== "withdrawal" && !isOver
  return (
    <section className="card stack g4" aria-labelledby={`notice-${notice.id}`}>
      <div className="row wrap g2">
        <h2 id={`notice-${notice.id}`}>{t(`notices.${kind}`, { day: formatServiceDay(day, t.language) })}</h2>
        {isOver && <Chip tone="line">{t("notices.over")}</Chip>}
      </div>
      <Facts
        items={[
          ...(times.length > 0
            ? [
                {
                  icon: "clock" as const,
                  term: t("notices.when"),
                  value: times.join("; "),
                  note: t("notices.whenNote"),
                },
              ]
            : []),
          {
            icon: "list" as const,
            term: t("notices.list"),
            value: formatMoment(listAt * 1000, t.language, timeZone),
          },
          ...(kind === "withdrawal"
            ? []
            : [
                {
                  icon: isNamed ? ("eye" as const) : ("seal" as const),
                  term: t("notices.who"),
                  value: t(isNamed ? "notices.named" : "notices.notNamed"),
                },
              ]),
        ]}
      />
      {isWarning && (
        <>
          <h3>{t("notices.means")}</h3>
          <ul className="bullets">
            <li>{t("notices.means1")}</li>
            <li>{t("notices.means2", { authority })}</li>
            <li>{t("notices.means3")}</li>
          </ul>
          <h3>{t("notices.do")}</h3>
          <ul className="bullets">
            <li>{t("notices.do1")}</li>
            <li>{t("notices.do2")}</li>
            <li>{t("notices.do3")}</li>
          </ul>
        </>
      )}
      {kind === "withdrawal" && <p>{t("notices.withdrawalText")}</p>}
      <Objection notice={notice} venue={venue} canObject={isWarning} onSaid={onSaid} />
    </section>
  )
}
