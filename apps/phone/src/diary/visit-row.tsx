import { formatMoment, formatTime } from "@homesafe/i18n"
import { Chip, Icon } from "@homesafe/ui"
import type { AlertView, VisitView } from "../keeper/views.ts"
import type { Companion } from "../people/people.ts"
import { namesOf } from "../people/use-people.ts"
import { useApp } from "../shell/app-context.ts"
import { PlaceName } from "../visit/place-name.tsx"

/** One visit in the diary. */
export function VisitRow({
  visit,
  alert,
  people,
}: {
  readonly visit: VisitView
  readonly alert: AlertView | undefined
  readonly people: readonly Companion[] | undefined
}) {
  const { t, overview } = useApp()
  const time = (at: number) => formatTime(at * 1000, t.language, overview.timeZone)
  const isExposed = alert?.state === "exposed"
  const disc = isExposed ? "disc exposed" : visit.leftAt === null ? "disc" : "disc stone"
  const names = namesOf(people, visit.companions, t("people.joint"))
  const icon = isExposed ? "exposed" : visit.isVehicle ? "car" : visit.source === "by-hand" ? "home" : "pin"
  const row = (
    <a className="list-row" href={isExposed ? `/diary/exposure#${alert.id}` : `/diary/visit#${visit.id}`}>
      <span className={disc}>
        <Icon name={icon} />
      </span>
      <span className="grow">
        <span className="t block">
          <PlaceName names={visit.names} />
        </span>
        <span className="d block num">
          {visit.leftAt === null
            ? t("diary.untilNow", { from: time(visit.arrivedAt) })
            : `${time(visit.arrivedAt)} – ${time(visit.leftAt)}`}
          {visit.isGuessed && ` · ${t("diary.guessed")}`}
        </span>
        {names !== "" && <span className="d block">{t("people.with", { names })}</span>}
        {visit.note !== "" && <bdi className="d block note-line">{visit.note}</bdi>}
        <span className="row g1 wrap">
          {visit.leftAt === null && <Chip tone="ok">{t("diary.leaves", { time: time(visit.leavesAt) })}</Chip>}
          {visit.source === "by-hand" && <Chip tone="line">{t("byHand.chip")}</Chip>}
          {isExposed && (
            <Chip tone="exposed" icon="exposed">
              {t("diary.exposed")}
            </Chip>
          )}
          {alert?.state === "withdrawn" && (
            <Chip tone="corrected" icon="corrected">
              {t("diary.corrected")}
            </Chip>
          )}
        </span>
        <span className="d xs block">
          {t("diary.erased", { time: formatMoment(visit.erasedAt * 1000, t.language, overview.timeZone) })}
        </span>
      </span>
      <Icon name="next" size="s" />
    </a>
  )
  if (!isExposed) return row
  return (
    <>
      {row}
      <a className="row-foot small" href={`/diary/visit#${visit.id}`}>
        {t("diary.thisVisit")}
      </a>
    </>
  )
}
