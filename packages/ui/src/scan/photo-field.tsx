import { useRef, useState } from "react"
import { Button } from "../button/button.tsx"
import { Progress } from "../feedback/state.tsx"
import { FileField } from "../form/file-field.tsx"
import { Icon } from "../icon/icon.tsx"
import { type PhotoOutcome, readOnePhoto } from "./read-photo.ts"

/** Why nothing was read. */
export type PhotoProblem = Extract<PhotoOutcome, { ok: false }>["problem"]

/** Takes a photo of a poster, from the camera or a file, and gives the text of its code. The photo stays in this browser. */
export function PhotoField({
  words,
  onText,
  onProblem,
}: {
  /** In the page's language: the field's name, what the photo must show, the two acts, what is going on, and that the photo stays here. */
  readonly words: Readonly<Record<"file" | "hint" | "choose" | "take" | "reading" | "stays", string>>
  readonly onText: (text: string) => void
  readonly onProblem: (problem: PhotoProblem) => void
}) {
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
        label={words.file}
        hint={words.hint}
        choose={words.choose}
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
          {words.take}
        </Button>
      </div>
      {isReading && (
        <div role="status">
          <Progress label={words.reading} />
          <p className="small soft">{words.reading}</p>
        </div>
      )}
      <p className="small soft row g2">
        <Icon name="seal" size="s" />
        {words.stays}
      </p>
    </div>
  )
}
