import { splitEntranceName } from "@homesafe/domain"
import { formatTime } from "@homesafe/i18n"
import { Banner, Button, Chip, Icon } from "@homesafe/ui"
import { lazy, Suspense, useState } from "react"
import { TemporaryDiaryBanner } from "../diary/temporary-diary-banner.tsx"
import type { VisitView } from "../keeper/views.ts"
import { StarTile } from "../places/star-tile.tsx"
import type { FreshVisit } from "../scan/fresh-visit.ts"
import { sayName, useApp } from "../shell/app-context.ts"
import { Page } from "../shell/page.tsx"
import { EndedVisits } from "./ended-visits.tsx"
import { NotHereDialog } from "./not-here-dialog.tsx"
import { OpenVisits } from "./open-visits.tsx"
import { RemindMe } from "./remind-me.tsx"
import { Reminders } from "./reminder-banner.tsx"
import { VisitTimes } from "./visit-times-tiles.tsx"

const DoorProofPart = lazy(async () => ({ default: (await import("../door/door-proof-part.tsx")).DoorProofPart }))

/** You are in: where, since when, that nothing has left, and when the visit ends by itself. */
export function CheckedInPage({
  visit,
  news,
  going,
  others,
  onShow,
  onLeave,
  onUndo,
  onScanNext,
}: {
  readonly visit: VisitView
  /** Set right after the check-in: then the result is announced. */
  readonly news: FreshVisit | null
  /** What is being kept just now. */
  readonly going: "leave" | "undo" | null
  /** Other visits that go on. */
  readonly others: readonly VisitView[]
  readonly onShow: (visit: VisitView) => void
  readonly onLeave: (visit: VisitView) => void
  readonly onUndo: () => void
  readonly onScanNext: () => void
}) {
  const { t, overview } = useApp()
  const [isDoubting, setDoubting] = useState(false)
  const time = (at: number) => formatTime(at * 1000, t.language, overview.timeZone)
  const words = wordsOf(visit, news?.isAgain ?? false)
  const dock = (
    <div className="row g2">
      <Button className="grow" icon="leave" busy={going === "leave"} onClick={() => onLeave(visit)}>
        {t(words.leave)}
      </Button>
      <Button kind="quiet" icon="undo" busy={going === "undo"} onClick={onUndo}>
        {t("action.undo")}
      </Button>
    </div>
  )
  return (
    <Page
      title={t(words.title)}
      place="scan"
      isBranded
      dock={dock}
      dockLabel={t("visit.dock")}
      actions={
        <Chip tone="ok" icon="seal">
          {t("visit.offlineChip")}
        </Chip>
      }
    >
      <div className="stack g3">
        <Reminders here={visit.id} />
        <article className="visit" aria-labelledby="venue">
          <VisitHead visit={visit} status={t(words.status)} isNew={news !== null} onDoubt={() => setDoubting(true)} />
          {visit.isProvisional && (
            <div className="part">
              <Banner level="caution" title={t("visit.provisional")}>
                {t("visit.provisionalText")}
              </Banner>
            </div>
          )}
          {visit.source === "by-hand" && (
            <div className="part">
              <Banner level="info" title={t("byHand.chip")}>
                {t("byHand.what")}
              </Banner>
            </div>
          )}
          {visit.source === "code" && (
            <Suspense>
              <DoorProofPart visit={visit} />
            </Suspense>
          )}
          <VisitTimes visit={visit} onLeft={onLeave} />
        </article>
        {visit.latestLeaving !== null && (
          <p className="small soft">{t("visit.codeCovers", { time: time(visit.latestLeaving) })}</p>
        )}
        <EndedVisits ended={news?.ended ?? []} />
        <OpenVisits visits={others} onShow={onShow} onLeave={onLeave} />
        <div className="pair">
          <StarTile visit={visit} code={news?.code ?? null} />
          <a className="tile" href={`/diary/visit#${visit.id}`}>
            <Icon name="people" />
            {t("visit.details")}
          </a>
        </div>
        <RemindMe visit={visit} />
        <TemporaryDiaryBanner />
        <Button kind="quiet" wide icon="scan" onClick={onScanNext}>
          {t("visit.scanNext")}
        </Button>
        <p className="small soft">{t("visit.scanNextNote")}</p>
      </div>
      <NotHereDialog
        visit={visit}
        open={isDoubting}
        onClose={() => setDoubting(false)}
        onUndo={() => {
          setDoubting(false)
          onUndo()
        }}
      />
    </Page>
  )
}

/** One enters a place and leaves it; one gets on a vehicle and gets off. */
function wordsOf({ isVehicle }: VisitView, isAgain: boolean) {
  return isVehicle
    ? ({ title: "ride.on", status: isAgain ? "ride.onAlready" : "ride.on", leave: "ride.getOff" } as const)
    : ({ title: "visit.in", status: isAgain ? "visit.inAlready" : "visit.in", leave: "visit.leaveNow" } as const)
}

function VisitHead({
  visit,
  status,
  isNew,
  onDoubt,
}: {
  readonly visit: VisitView
  readonly status: string
  readonly isNew: boolean
  readonly onDoubt: () => void
}) {
  const { t, overview } = useApp()
  const name = sayName(visit.names, t.language)
  const { venue, entrance } = splitEntranceName(name.text)
  const arrived = formatTime(visit.arrivedAt * 1000, t.language, overview.timeZone)
  return (
    <header>
      <div className="row between wrap">
        <p role={isNew ? "status" : undefined} className="row g2 in-line">
          <Icon name="check" />
          <b>{status}</b>
          {isNew && (
            <span className="visually-hidden">
              {venue}, {arrived}. {t("visit.nothingLeft")}
            </span>
          )}
        </p>
        {visit.source === "code" && (
          <button type="button" className="link-button nowrap" onClick={onDoubt}>
            {t("visit.notHere")}
          </button>
        )}
      </div>
      <h1 className="venue" id="venue">
        <bdi className="place-name" lang={name.lang}>
          {venue}
        </bdi>
      </h1>
      <p className="soft">
        {entrance && (
          <>
            <bdi lang={name.lang}>{entrance}</bdi>
            {" · "}
          </>
        )}
        <time className="num">{arrived}</time>
      </p>
      <p className="row g2 small gap-above">
        <Icon name="seal" size="s" />
        <span>{t("visit.nothingLeft")}</span>
      </p>
    </header>
  )
}
