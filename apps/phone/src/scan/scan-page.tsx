import { splitEntranceName } from "@homesafe/domain"
import { formatTime } from "@homesafe/i18n"
import { Banner, Button, Icon, ListRow } from "@homesafe/ui"
import { useRef, useState } from "react"
import type { VisitView } from "../keeper/views.ts"
import { sayName, useApp } from "../shell/app-context.ts"
import { ListStatus } from "../shell/list-status.tsx"
import { Page } from "../shell/page.tsx"
import { useOnline } from "../shell/use-online.ts"
import { readPhoto } from "./open-scanner.ts"
import { useCamera } from "./use-camera.ts"

/** The camera, with other ways right beside it. */
export function ScanPage({
  onText,
  open,
  onShowOpen,
}: {
  readonly onText: (text: string) => void
  /** The visit that goes on meanwhile. */
  readonly open: VisitView | null
  readonly onShowOpen: () => void
}) {
  const { t, overview } = useApp()
  const video = useRef<HTMLVideoElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const [photo, setPhoto] = useState<"none" | "reading" | "nothing-found">("none")
  const isOnline = useOnline()
  const camera = useCamera(video, true, onText)
  const isBlind = camera.state === "refused" || camera.state === "absent"

  const take = async (file: File | undefined) => {
    if (!file) return
    setPhoto("reading")
    const text = await readPhoto(camera.scanner(), file)
    setPhoto(text === null ? "nothing-found" : "none")
    if (text !== null) onText(text)
  }
  const nextZoom = camera.zooms[(camera.zooms.indexOf(camera.zoom) + 1) % camera.zooms.length] ?? 1
  return (
    <Page title={t("scan.title")} place="scan" isBranded>
      <div className="stack g2">
        <section className="camera" aria-labelledby="aim">
          <video ref={video} className="scene" muted playsInline aria-label={t("scan.camera")} />
          {isBlind ? (
            <div className="blind">
              <Icon name="camera" />
              <p>
                <strong>{t(`scan.${camera.state === "refused" ? "refused" : "absent"}.title`)}</strong>
              </p>
              <p>{t(`scan.${camera.state === "refused" ? "refused" : "absent"}.text`)}</p>
            </div>
          ) : (
            <div className="aim" aria-hidden="true">
              <svg viewBox="0 0 212 212" aria-hidden="true">
                <path d="M4 44V20A16 16 0 0 1 20 4h24M168 4h24a16 16 0 0 1 16 16v24M208 168v24a16 16 0 0 1-16 16h-24M44 208H20a16 16 0 0 1-16-16v-24" />
              </svg>
            </div>
          )}
          <div className="says">
            <h1 id="aim">{t("scan.title")}</h1>
            <div className="tools">
              {camera.hasTorch && (
                <button
                  type="button"
                  aria-pressed={camera.isTorchOn}
                  onClick={() => camera.setTorch(!camera.isTorchOn)}
                >
                  <Icon name="torch" size="s" />
                  {t("scan.light")}
                </button>
              )}
              {camera.zooms.length > 1 && (
                <button
                  type="button"
                  aria-label={t("scan.zoom", { zoom: camera.zoom })}
                  onClick={() => camera.setZoom(nextZoom)}
                >
                  {camera.zoom}×
                </button>
              )}
              {isBlind && (
                <button type="button" onClick={camera.retry}>
                  <Icon name="camera" size="s" />
                  {t("scan.retryCamera")}
                </button>
              )}
              <button type="button" onClick={() => picker.current?.click()}>
                <Icon name="photo" size="s" />
                {t("scan.photo")}
              </button>
              <input
                ref={picker}
                type="file"
                accept="image/*"
                className="visually-hidden"
                tabIndex={-1}
                aria-label={t("scan.photoLabel")}
                onChange={(event) => {
                  void take(event.currentTarget.files?.[0])
                  event.currentTarget.value = ""
                }}
              />
            </div>
          </div>
        </section>
        {photo === "reading" && <p role="status">{t("scan.photoReading")}</p>}
        {photo === "nothing-found" && (
          <Banner level="fault" title={t("scan.photoNothing")}>
            {t("scan.photoNothingText")}
          </Banner>
        )}
        {open && <OpenVisitRow visit={open} onShow={onShowOpen} />}
        {!isOnline && <Banner level="info" title={t("scan.offline")} />}
        {overview.isClockBehind && (
          <Banner level="caution" title={t("clock.behind")}>
            {t("clock.behindText")}
          </Banner>
        )}
        <ListStatus />
      </div>
    </Page>
  )
}

function OpenVisitRow({ visit, onShow }: { readonly visit: VisitView; readonly onShow: () => void }) {
  const { t, overview } = useApp()
  const name = sayName(visit.names, t.language)
  return (
    <div className="card flush">
      <ListRow
        icon="pin"
        title={t("scan.stillAt", { venue: splitEntranceName(name.text).venue })}
        text={t("scan.stillAtText", { time: formatTime(visit.leavesAt * 1000, t.language, overview.timeZone) })}
        onClick={onShow}
      />
    </div>
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
