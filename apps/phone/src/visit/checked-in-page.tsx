import { splitEntranceName } from "@homesafe/domain"
import { formatTime } from "@homesafe/i18n"
import { Banner, Button, Chip, Icon } from "@homesafe/ui"
import { useState } from "react"
import type { VisitView } from "../keeper/views.ts"
import { sayName, useApp } from "../shell/app-context.ts"
import { Page } from "../shell/page.tsx"
import { LeavingDialog } from "./leaving-dialog.tsx"

/** You are in: where, since when, that nothing has left, and when the visit ends by itself. */
export function CheckedInPage({
  visit,
  isNew,
  isAgain,
  onLeave,
  onUndo,
  onScanNext,
}: {
  readonly visit: VisitView
  /** True right after the scan: then the result is announced. */
  readonly isNew: boolean
  /** True when this place was scanned a second time. */
  readonly isAgain: boolean
  readonly onLeave: () => void
  readonly onUndo: () => void
  readonly onScanNext: () => void
}) {
  const { t, overview } = useApp()
  const [isChanging, setChanging] = useState(false)
  const name = sayName(visit.names, t.language)
  const { venue, entrance } = splitEntranceName(name.text)
  const time = (at: number) => formatTime(at * 1000, t.language, overview.timeZone)
  const dock = (
    <div className="row g2">
      <Button className="grow" icon="leave" onClick={onLeave}>
        {t("visit.leaveNow")}
      </Button>
      <Button kind="quiet" icon="undo" onClick={onUndo}>
        {t("action.undo")}
      </Button>
    </div>
  )
  return (
    <Page
      title={t("visit.in")}
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
        <article className="visit" aria-labelledby="venue">
          <header>
            <p role={isNew ? "status" : undefined} className="row g2 in-line">
              <Icon name="check" />
              <b>{t(isAgain ? "visit.inAlready" : "visit.in")}</b>
              {isNew && (
                <span className="visually-hidden">
                  {venue}, {time(visit.arrivedAt)}. {t("visit.nothingLeft")}
                </span>
              )}
            </p>
            <h1 className="venue" id="venue" lang={name.lang}>
              {venue}
            </h1>
            <p className="soft">
              {entrance && (
                <>
                  <span lang={name.lang}>{entrance}</span>
                  {" · "}
                </>
              )}
              <time className="num">{time(visit.arrivedAt)}</time>
            </p>
            <p className="row g2 small gap-above">
              <Icon name="seal" size="s" />
              <span>{t("visit.nothingLeft")}</span>
            </p>
          </header>
          {visit.isProvisional && (
            <div className="part">
              <Banner level="caution" title={t("visit.provisional")}>
                {t("visit.provisionalText")}
              </Banner>
            </div>
          )}
          <div className="part row top">
            <p className="grow">{t("visit.ifYouForget", { time: time(visit.leavesAt) })}</p>
            <button
              type="button"
              className="link-button nowrap"
              aria-label={t("visit.changeLeaving")}
              onClick={() => setChanging(true)}
            >
              {t("action.change")}
            </button>
          </div>
        </article>
        {visit.latestLeaving !== null && (
          <p className="small soft">{t("visit.codeCovers", { time: time(visit.latestLeaving) })}</p>
        )}
        <Button kind="quiet" wide icon="scan" onClick={onScanNext}>
          {t("visit.scanNext")}
        </Button>
        <p className="small soft">{t("visit.scanNextNote")}</p>
      </div>
      <LeavingDialog visit={visit} open={isChanging} onClose={() => setChanging(false)} />
    </Page>
  )
}
