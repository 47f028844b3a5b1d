import { Button, Icon, Progress } from "@homesafe/ui"
import { type PhotoOutcome, readOnePhoto } from "@homesafe/ui/scan"
import { useId, useRef, useState } from "react"
import { usePortal } from "../app/context.ts"

/** Why nothing was read. */
export type PhotoProblem = Extract<PhotoOutcome, { ok: false }>["problem"]

/** Takes a photo of a poster, from the camera or a file, and gives the text of its code. The photo stays in this browser. */
export function PhotoField({
  onText,
  onProblem,
}: {
  readonly onText: (text: string) => void
  readonly onProblem: (problem: PhotoProblem) => void
}) {
  const { t } = usePortal()
  const id = useId()
  const camera = useRef<HTMLInputElement>(null)
  const [isReading, setReading] = useState(false)
  const read = async (file: File | undefined) => {
    if (!file || isReading) return
    setReading(true)
    const outcome = await readOnePhoto(file)
    setReading(false)
    if (outcome.ok) onText(outcome.text)
    else onProblem(outcome.problem)
  }
  const input = (isCamera: boolean) => ({
    type: "file",
    accept: "image/*",
    onChange: (event: { currentTarget: HTMLInputElement }) => {
      const { currentTarget } = event
      void read(currentTarget.files?.[0]).finally(() => {
        // The same file may be chosen again.
        currentTarget.value = ""
      })
    },
    ...(isCamera ? { capture: "environment" as const } : {}),
  })
  return (
    <div className="stack g3">
      <div className="field">
        <label htmlFor={id}>{t("photo.file")}</label>
        <span className="hint" id={`${id}-hint`}>
          {t("photo.hint")}
        </span>
        <input id={id} aria-describedby={`${id}-hint`} {...input(false)} />
      </div>
      {/* Only a device with a camera in the hand knows `capture`; elsewhere it would be the same button twice. */}
      <div className="only-touch">
        <input ref={camera} hidden {...input(true)} />
        <Button kind="quiet" icon="camera" onClick={() => camera.current?.click()}>
          {t("photo.take")}
        </Button>
      </div>
      {isReading && (
        <div role="status">
          <Progress label={t("photo.reading")} />
          <p className="small soft">{t("photo.reading")}</p>
        </div>
      )}
      <p className="small soft row g2">
        <Icon name="seal" size="s" />
        {t("photo.stays")}
      </p>
    </div>
  )
}
