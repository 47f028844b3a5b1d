import { Banner, Button, Icon } from "@homesafe/ui"
import { useState } from "react"
import type { VisitView } from "../keeper/views.ts"
import type { FavouriteView } from "../places/favourites.ts"
import { FavouritesCard } from "../places/favourites-card.tsx"
import { useApp } from "../shell/app-context.ts"
import { ListStatus } from "../shell/list-status.tsx"
import { Page } from "../shell/page.tsx"
import { useLater } from "../shell/use-later.ts"
import { useOnline } from "../shell/use-online.ts"
import { OpenVisits } from "../visit/open-visits.tsx"
import { Reminders } from "../visit/reminder-banner.tsx"
import { CameraView, type PhotoState } from "./camera-view.tsx"

/** The camera, with other ways right beside it. */
export function ScanPage({
  onText,
  onFavourite,
  onShowOpen,
  onLeave,
}: {
  readonly onText: (text: string) => void
  readonly onFavourite: (favourite: FavouriteView) => void
  readonly onShowOpen: (visit: VisitView) => void
  readonly onLeave: (visit: VisitView) => void
}) {
  const { t, overview } = useApp()
  const [photo, setPhoto] = useState<PhotoState>("none")
  const isOnline = useOnline()
  // The camera opens meanwhile.
  const isLater = useLater()
  return (
    <Page title={t("scan.title")} place="scan" isBranded>
      <div className="stack g2">
        <CameraView onText={onText} onPhoto={setPhoto} />
        {photo === "reading" && <p role="status">{t("scan.photoReading")}</p>}
        {photo !== "reading" && photo !== "none" && (
          <Banner level="fault" title={t(`scan.photo.${photo}.title`)}>
            {t(`scan.photo.${photo}.text`)}
          </Banner>
        )}
        {isLater && (
          <>
            <Reminders />
            <OpenVisits visits={overview.open} onShow={onShowOpen} onLeave={onLeave} />
            <nav className="pair" aria-label={t("scan.otherWays")}>
              {overview.takesPlates && (
                <a className="tile" href="/plate">
                  <Icon name="car" />
                  {t("scan.plate")}
                </a>
              )}
              <a className="tile" href="/diary/add">
                <Icon name="plus" />
                {t("scan.byHand")}
              </a>
            </nav>
            <FavouritesCard onChoose={onFavourite} />
            {!isOnline && <Banner level="info" title={t("scan.offline")} />}
            {overview.isClockBehind && (
              <Banner level="caution" title={t("clock.behind")}>
                {t("clock.behindText")}
              </Banner>
            )}
            <ListStatus />
          </>
        )}
      </div>
    </Page>
  )
}

/** For pages that have no camera: a plain way back to it. */
export function ScanLink() {
  const { t, go } = useApp()
  return (
    <Button icon="scan" onClick={() => go("/")}>
      {t("tab.scan")}
    </Button>
  )
}
