import { Button, Dialog, TextAreaField } from "@homesafe/ui"
import { useEffect, useState } from "react"
import { ask } from "../keeper/ask-keeper.ts"
import type { VisitView } from "../keeper/views.ts"
import { useApp } from "../shell/app-context.ts"
import { NOTE_LENGTH } from "./clean-text.ts"

/** The visitor's own words about a visit. */
export function NoteDialog({
  visit,
  open,
  onClose,
}: {
  readonly visit: VisitView
  readonly open: boolean
  readonly onClose: () => void
}) {
  const { t, say } = useApp()
  const [note, setNote] = useState(visit.note)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each opening begins with the note that is kept.
  useEffect(() => {
    if (open) setNote(visit.note)
  }, [open])
  const save = async () => {
    await ask("setNote", { id: visit.id, note })
    onClose()
    say(t("note.saved"))
  }
  return (
    <Dialog
      open={open}
      title={t("note.title")}
      onClose={onClose}
      actions={
        <>
          <Button kind="quiet" onClick={onClose}>
            {t("action.cancel")}
          </Button>
          <Button onClick={() => void save()}>{t("note.save")}</Button>
        </>
      }
    >
      <TextAreaField
        label={t("note.label")}
        hint={t("note.hint", { n: NOTE_LENGTH })}
        rows={4}
        maxLength={NOTE_LENGTH}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </Dialog>
  )
}
