import { splitEntranceName } from "@homesafe/domain"
import { formatDay, formatMoment, formatTime } from "@homesafe/i18n"
import { Banner, Chip, Empty, Icon, LinkButton, Loading } from "@homesafe/ui"
import type { AlertView, VisitView } from "../keeper/views.ts"
import { ScanLink } from "../scan/scan-page.tsx"
import { sayName, useApp } from "../shell/app-context.ts"
import { ListStatus } from "../shell/list-status.tsx"
import { Page } from "../shell/page.tsx"
import { TwoClocks } from "../start/welcome-page.tsx"
import { groupDays } from "./group-days.ts"
import { useDiary } from "./use-diary.ts"

// A phone without a network hides the day that has just come of age until a list confirms it: two at most. More means that the
// clock has jumped. Spec §5.
const OFFLINE_HIDDEN_DAYS = 2

/** The diary: the two clocks, then the days, newest first. */
export function DiaryPage() {
  const { t, overview } = useApp()
  const visits = useDiary()
  const day = (at: number) => formatDay(at * 1000, t.language, overview.timeZone)
  return (
    <Page title={t("tab.diary")} place="diary">
      <div className="stack g4">
        <TwoClocks />
        <ListStatus />
        {overview.hiddenDays > OFFLINE_HIDDEN_DAYS && (
          <Banner level="caution" title={t("clock.hidden", { n: overview.hiddenDays })}>
            {t("clock.hiddenText")}
          </Banner>
        )}
        {!visits && <Loading text={t("state.loading")} />}
        {visits?.length === 0 && (
          <div className="card flush">
            <Empty icon="diary" title={t("diary.empty")} text={t("diary.emptyText")} action={<ScanLink />} />
          </div>
        )}
        {groupDays(visits ?? []).map((each) => (
          <section key={each.day} className="stack g2">
            <h2 className="day">
              <span>{each.day === overview.today ? t("diary.today", { day: day(each.at) }) : day(each.at)}</span>
            </h2>
            <ul className="card flush rows">
              {each.visits.map((visit) => (
                <li key={visit.id}>
                  <VisitRow visit={visit} alert={overview.alerts.find(({ id }) => id === visit.alertId)} />
                </li>
              ))}
            </ul>
          </section>
        ))}
        <LinkButton kind="quiet" wide icon="seal" href="/share">
          {t("diary.haveCode")}
        </LinkButton>
      </div>
    </Page>
  )
}

function VisitRow({ visit, alert }: { readonly visit: VisitView; readonly alert: AlertView | undefined }) {
  const { t, overview } = useApp()
  const name = sayName(visit.names, t.language)
  const { venue, entrance } = splitEntranceName(name.text)
  const time = (at: number) => formatTime(at * 1000, t.language, overview.timeZone)
  const isExposed = alert?.state === "exposed"
  const disc = isExposed ? "disc exposed" : visit.leftAt === null ? "disc" : "disc stone"
  return (
    <a className="list-row" href={isExposed ? `/diary/exposure#${alert.id}` : `/diary/visit#${visit.id}`}>
      <span className={disc}>
        <Icon name={isExposed ? "exposed" : visit.isVehicle ? "car" : "pin"} />
      </span>
      <span className="grow">
        <span className="t block" lang={name.lang}>
          {entrance ? `${venue} · ${entrance}` : venue}
        </span>
        <span className="d block num">
          {visit.leftAt === null
            ? t("diary.untilNow", { from: time(visit.arrivedAt) })
            : `${time(visit.arrivedAt)} – ${time(visit.leftAt)}`}
          {visit.isGuessed && ` · ${t("diary.guessed")}`}
        </span>
        {visit.leftAt === null && <Chip tone="ok">{t("diary.leaves", { time: time(visit.leavesAt) })}</Chip>}
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
        <span className="d xs block">
          {t("diary.erased", { time: formatMoment(visit.erasedAt * 1000, t.language, overview.timeZone) })}
        </span>
      </span>
      <Icon name="next" size="s" />
    </a>
  )
}
