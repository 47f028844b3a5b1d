import { Button, FileField } from "@homesafe/ui"
import { useRef, useState } from "react"
import { useGate } from "../app/context.ts"
import { type Facing, type Seen, useCodeCamera } from "./use-code-camera.ts"

/** The camera's picture, with a photo beside it for a device that has none. */
export function CodeCamera({
  onText,
  onNothing,
}: {
  readonly onText: (text: string) => Promise<Seen>
  readonly onNothing: () => void
}) {
  const { t } = useGate()
  const video = useRef<HTMLVideoElement>(null)
  const [facing, setFacing] = useState<Facing>("environment")
  const sight = useCodeCamera(video, { isLooking: true, facing }, onText)
  const photo = async (file: File) => {
    const { readOnePhoto } = await import("@homesafe/ui/scan")
    const found = await readOnePhoto(file)
    if (found.ok) await onText(found.text)
    else onNothing()
  }
  return (
    <section className="stack g3" aria-label={t("card.camera")}>
      <div className="card-eye">
        <video
          ref={video}
          muted
          playsInline
          aria-label={t("card.camera")}
          className={facing === "user" ? "mirror" : undefined}
        />
        {sight !== "seeing" && (
          <p className="card-eye-words" role="status">
            {t(`card.sight.${sight}`)}
          </p>
        )}
      </div>
      <Button kind="quiet" icon="camera" onClick={() => setFacing(facing === "user" ? "environment" : "user")}>
        {t("card.otherCamera")}
      </Button>
      <FileField
        label={t("card.photo")}
        choose={t("file.choosePhoto")}
        accept="image/*"
        capture="environment"
        onFile={(file) => void photo(file)}
      />
    </section>
  )
}
