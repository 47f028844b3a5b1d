import { Banner, Button } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"

/** The end of a form that is signed: what went wrong, the signature, and the way back. */
export function FormEnd({
  fault,
  sign,
  isBusy,
  onLeave,
}: {
  readonly fault: string | null
  readonly sign: string
  readonly isBusy: boolean
  readonly onLeave: () => void
}) {
  const { t } = useConsole()
  return (
    <>
      {fault !== null && <Banner level="fault">{fault}</Banner>}
      <div className="row wrap g3">
        <Button type="submit" icon="key" busy={isBusy}>
          {sign}
        </Button>
        <Button kind="quiet" onClick={onLeave}>
          {t("action.cancel")}
        </Button>
      </div>
    </>
  )
}
