import { Button, Dialog } from "@homesafe/ui"
import { useApp } from "../shell/app-context.ts"

/** Asks before a visit is deleted. */
export function DeleteDialog({
  open,
  onClose,
  onDelete,
}: {
  readonly open: boolean
  readonly onClose: () => void
  readonly onDelete: () => void
}) {
  const { t } = useApp()
  return (
    <Dialog
      open={open}
      title={t("visitPage.deleteTitle")}
      onClose={onClose}
      actions={
        <>
          <Button kind="quiet" onClick={onClose}>
            {t("visitPage.keep")}
          </Button>
          <Button kind="danger" onClick={onDelete}>
            {t("visitPage.delete")}
          </Button>
        </>
      }
    >
      <p>{t("visitPage.deleteText")}</p>
    </Dialog>
  )
}
