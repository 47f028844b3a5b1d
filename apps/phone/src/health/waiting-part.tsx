import type { HealthReason } from "@homesafe/api"
import { formatMoment } from "@homesafe/i18n"
import { Banner, Button } from "@homesafe/ui"
import { useApp } from "../shell/app-context.ts"
import { DeletePart } from "./delete-part.tsx"
import { useHealthTexts } from "./health-texts.ts"
import type { HealthService } from "./use-account.ts"

/** A registration that an officer has not decided yet. */
export function WaitingPart({
  submittedAt,
  onLook,
}: {
  readonly submittedAt: number | null
  readonly onLook: () => Promise<void>
}) {
  const { t, overview } = useApp()
  const tc = useHealthTexts()
  const when = formatMoment((submittedAt ?? 0) * 1000, t.language, overview.timeZone)
  return (
    <div className="stack g4">
      <Banner level="info" icon="clock" title={tc("waiting.title")}>
        {tc("waiting.text", { when })}
      </Banner>
      <Button kind="quiet" wide onClick={() => void onLook()}>
        {tc("waiting.look")}
      </Button>
    </div>
  )
}

/** A registration that was refused: why, and the way to have it gone at once. */
export function DecidedPart({
  reason,
  service,
  onDeleted,
  onEnded,
}: {
  readonly reason: HealthReason | null
  readonly service: HealthService
  readonly onDeleted: () => void
  readonly onEnded: () => void
}) {
  const tc = useHealthTexts()
  return (
    <div className="stack g5">
      <Banner level="caution" title={tc("refused.title")}>
        {reason && <p>{tc(`reason.${reason}`)}</p>}
        <p>{tc("refused.text")}</p>
      </Banner>
      <DeletePart service={service} onDeleted={onDeleted} onEnded={onEnded} />
    </div>
  )
}
