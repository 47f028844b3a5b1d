import { formatMoment, formatTime } from "@homesafe/i18n"
import { Banner, Button, Icon, ListRow } from "@homesafe/ui"
import { lazy, Suspense } from "react"
import { useIsChecking } from "../feed/check-now.ts"
import { type AppFacts, useApp } from "./app-context.ts"
import { wordOfList } from "./word-of-list.ts"

const NoticesBanner = lazy(async () => ({ default: (await import("../notices/notices-banner.tsx")).NoticesBanner }))

/** The state of the list in one row, with its time; the row leads to the list's own page from everywhere else. */
export function ListStatus({ isHere = false }: { readonly isHere?: boolean }) {
  const facts = useApp()
  const { t, overview } = facts
  const word = wordOfList(overview)
  return (
    <div className="stack g2">
      <AlertLinks />
      <Suspense>
        <NoticesBanner />
      </Suspense>
      {overview.upload !== "none" && (
        <div className="card flush">
          <ListRow
            icon="seal"
            href="/share"
            title={t(overview.upload === "waiting" ? "status.uploadWaits" : "status.uploadNews")}
            text={t(overview.upload === "waiting" ? "status.uploadWaitsText" : "status.uploadNewsText")}
          />
        </div>
      )}
      {overview.lostAt !== null && (
        <Banner level="caution" title={t("status.lost", { date: momentOf(facts, overview.lostAt) })}>
          {t("status.lostText")}
        </Banner>
      )}
      {(word === "no-match" || word === "exposed") && (
        <div className="card flush">
          <ListRow
            icon="eye"
            href={isHere ? undefined : "/settings/list"}
            title={t(word === "no-match" ? "status.noMatch" : "status.checked", { time: timeOfList(facts) })}
            text={t(word === "no-match" ? "status.noMatchText" : "status.checkedText")}
          />
        </div>
      )}
      {word === "ageing" && (
        <Banner level="caution" title={t("status.ageing", { time: momentOf(facts, overview.list.checkedAt) })}>
          {t("status.ageingText")}
        </Banner>
      )}
      {word === "out-of-date" && (
        <Banner level="caution" title={t("status.outOfDate", { time: momentOf(facts, overview.list.exp) })}>
          {t("status.ageingText")}
        </Banner>
      )}
      {word === "never" && (
        <Banner level="caution" title={t("status.never")}>
          {t("status.neverText")}
        </Banner>
      )}
      {word === "broken" && (
        <Banner level="caution" title={t("status.broken")}>
          {t(overview.list.problem === "canary-missing" ? "status.canaryText" : "status.brokenText")}
        </Banner>
      )}
      {word !== "no-match" && word !== "exposed" && <CheckNow />}
    </div>
  )
}

/** The warnings in force, and a correction that has not been read: each a link to what it says. */
export function AlertLinks() {
  const { t, overview } = useApp()
  const exposed = overview.alerts.filter((each) => each.state === "exposed")
  const alert = exposed.find((each) => !each.isSeen) ?? exposed[0]
  const correction = overview.alerts.find((each) => each.state === "withdrawn" && !each.isSeen)
  return (
    <>
      {alert && (
        <a
          className="banner exposed plain-link"
          href={exposed.length > 1 ? "/diary/exposures" : `/diary/exposure#${alert.id}`}
        >
          <Icon name="exposed" />
          <BannerInside
            title={exposed.length > 1 ? t("status.exposures", { n: exposed.length }) : t("status.exposed")}
            text={t("status.exposedText")}
          />
        </a>
      )}
      {correction && (
        <a className="banner corrected plain-link" href={`/diary/exposure#${correction.id}`}>
          <Icon name="corrected" />
          <BannerInside title={t("status.corrected")} text={t("status.correctedText")} />
        </a>
      )}
    </>
  )
}

function BannerInside({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <span className="grow">
      <strong>{title}</strong>
      <span className="block">{text}</span>
    </span>
  )
}

/** The button that asks for the list, and what came of it. */
export function CheckNow() {
  const { t, checkNow } = useApp()
  const isChecking = useIsChecking()
  return (
    <Button kind="quiet" wide busy={isChecking} onClick={() => void checkNow()}>
      {isChecking ? t("status.checking") : t("status.checkNow")}
    </Button>
  )
}

/** A moment as this reader writes it. `at` in seconds. */
export function momentOf({ t, overview }: Pick<AppFacts, "t" | "overview">, at: number): string {
  return formatMoment(at * 1000, t.language, overview.timeZone)
}

/** The list's time: the hour alone when it is of this service day. */
function timeOfList(facts: AppFacts): string {
  const { list, today, offset, timeZone } = facts.overview
  const isToday = Math.floor((list.t + offset) / 86_400) === today
  return isToday ? formatTime(list.t * 1000, facts.t.language, timeZone) : momentOf(facts, list.t)
}
