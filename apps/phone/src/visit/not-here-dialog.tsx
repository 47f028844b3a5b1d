import { Button, Dialog } from "@homesafe/ui"
import type { VisitView } from "../keeper/views.ts"
import { useApp } from "../shell/app-context.ts"
import { useVenueName } from "./place-name.tsx"

/** For whoever reads another place's name after the scan: what it may mean, and the way back. */
export function NotHereDialog({
  visit,
  open,
  onUndo,
  onClose,
}: {
  readonly visit: VisitView
  readonly open: boolean
  readonly onUndo: () => void
  readonly onClose: () => void
}) {
  const { t } = useApp()
  const venueName = useVenueName()
  return (
    <Dialog
      open={open}
      title={t("notHere.title")}
      onClose={onClose}
      actions={
        <>
          <Button kind="quiet" onClick={onClose}>
            {t("notHere.keep")}
          </Button>
          <Button kind="quiet" onClick={onUndo}>
            {t("notHere.undo")}
          </Button>
        </>
      }
    >
      <p>{t("notHere.text", { venue: venueName(visit.names) })}</p>
    </Dialog>
  )
}
