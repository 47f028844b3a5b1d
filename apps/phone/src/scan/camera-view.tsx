import { Icon } from "@homesafe/ui"
import { type PhotoOutcome, readPhoto } from "@homesafe/ui/scan"
import { type ReactNode, useRef, useState } from "react"
import { useApp } from "../shell/app-context.ts"
import { useCamera } from "./use-camera.ts"

/** How reading a photo goes. */
export type PhotoState = "none" | "reading" | Extract<PhotoOutcome, { ok: false }>["problem"]

/** The camera's picture with its frame and tools; the photo stands beside them. */
export function CameraView({
  onText,
  onPhoto,
  title,
}: {
  readonly onText: (text: string) => void
  readonly onPhoto: (state: PhotoState) => void
  /** What to aim at, where it is not the code at a door. */
  readonly title?: string
}) {
  const { t } = useApp()
  const video = useRef<HTMLVideoElement>(null)
  const camera = useCamera(video, true, onText)
  const isBlind = camera.state === "refused" || camera.state === "absent"
  const take = async (file: File | undefined) => {
    if (!file) return
    onPhoto("reading")
    const outcome = await readPhoto(camera.scanner(), file)
    onPhoto(outcome.ok ? "none" : outcome.problem)
    if (outcome.ok) onText(outcome.text)
  }
  const nextZoom = camera.zooms[(camera.zooms.indexOf(camera.zoom) + 1) % camera.zooms.length] ?? 1
  return (
    <section className="camera" aria-labelledby="aim">
      <video
        ref={video}
        className={camera.facing === "user" ? "scene mirror" : "scene"}
        muted
        playsInline
        aria-label={t("scan.camera")}
      />
      {isBlind ? <Blind reason={camera.state === "refused" ? "refused" : "absent"} /> : <Frame />}
      <div className="says">
        <h1 id="aim">{title ?? t("scan.title")}</h1>
        <div className="tools">
          {camera.hasTorch && (
            <button type="button" aria-pressed={camera.isTorchOn} onClick={() => camera.setTorch(!camera.isTorchOn)}>
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
          {camera.hasOther && (
            <button type="button" aria-label={t("scan.switchCamera")} onClick={camera.switchCamera}>
              <Icon name="camera" size="s" />
              {t(camera.facing === "user" ? "scan.back" : "scan.front")}
            </button>
          )}
          {isBlind && (
            <button type="button" onClick={camera.retry}>
              <Icon name="camera" size="s" />
              {t("scan.retryCamera")}
            </button>
          )}
          <PhotoButton onFile={(file) => void take(file)} />
        </div>
      </div>
    </section>
  )
}

function Frame() {
  return (
    <div className="aim" aria-hidden="true">
      <svg viewBox="0 0 212 212" aria-hidden="true">
        <path d="M4 44V20A16 16 0 0 1 20 4h24M168 4h24a16 16 0 0 1 16 16v24M208 168v24a16 16 0 0 1-16 16h-24M44 208H20a16 16 0 0 1-16-16v-24" />
      </svg>
    </div>
  )
}

function Blind({ reason }: { readonly reason: "refused" | "absent" }): ReactNode {
  const { t } = useApp()
  return (
    <div className="blind">
      <Icon name="camera" />
      <p>
        <strong>{t(`scan.${reason}.title`)}</strong>
      </p>
      <p>{t(`scan.${reason}.text`)}</p>
    </div>
  )
}

function PhotoButton({ onFile }: { readonly onFile: (file: File | undefined) => void }) {
  const { t } = useApp()
  const picker = useRef<HTMLInputElement>(null)
  const [round, setRound] = useState(0)
  return (
    <>
      <button type="button" onClick={() => picker.current?.click()}>
        <Icon name="photo" size="s" />
        {t("scan.photo")}
      </button>
      <input
        key={round}
        ref={picker}
        type="file"
        accept="image/*"
        className="visually-hidden"
        tabIndex={-1}
        aria-label={t("scan.photoLabel")}
        onChange={(event) => {
          onFile(event.currentTarget.files?.[0])
          setRound(round + 1) // a new element: the same photo can be chosen again
        }}
      />
    </>
  )
}
