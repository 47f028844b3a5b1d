import { Button, Dialog } from "@homesafe/ui"
import { useEffect, useState } from "react"
import { onNoRoom } from "../keeper/ask-keeper.ts"
import { useVoice } from "../shell/app-context.ts"

/** Says that something could not be kept for want of room, whatever page was asked for it. */
export function NoRoomDialog() {
  const { t } = useVoice()
  const [isOpen, setOpen] = useState(false)
  useEffect(() => onNoRoom(() => setOpen(true)), [])
  return (
    <Dialog
      open={isOpen}
      title={t("noRoom.title")}
      onClose={() => setOpen(false)}
      actions={<Button onClick={() => setOpen(false)}>{t("action.close")}</Button>}
    >
      <p>{t("noRoom.text")}</p>
    </Dialog>
  )
}
