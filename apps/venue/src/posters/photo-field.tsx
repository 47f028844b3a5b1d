import { Button, FileField, Icon, Progress } from "@homesafe/ui"
import { type PhotoOutcome, readOnePhoto } from "@homesafe/ui/scan"
import { useRef, useState } from "react"
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
  const camera = useRef<HTMLInputElement>(null)
  const [isReading, setReading] = useState(false)
  const read = async (file: File) => {
    if (isReading) return
    setReading(true)
    const outcome = await readOnePhoto(file)
    setReading(false)
    if (outcome.ok) onText(outcome.text)
    else onProblem(outcome.problem)
  }
  return (
    <div className="stack g3">
      <FileField
        label={t("photo.file")}
        hint={t("photo.hint")}
        choose={t("file.choosePhoto")}
        accept="image/*"
        onFile={(file) => void read(file)}
      />
      {/* Only a device with a camera in the hand knows `capture`; elsewhere it would be the same button twice. */}
      <div className="only-touch">
        <input
          ref={camera}
          hidden
          type="file"
          accept="image/*"
          capture="environment"
          onChange={({ currentTarget }) => {
            const file = currentTarget.files?.[0]
            if (file) void read(file)
            currentTarget.value = ""
          }}
        />
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
