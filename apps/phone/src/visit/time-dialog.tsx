import { formatTime } from "@homesafe/i18n"
import { Button, Dialog, TextField } from "@homesafe/ui"
import { type ReactNode, useEffect, useState } from "react"
import { useApp } from "../shell/app-context.ts"

/** The words of a question about a time. */
export interface TimeWords {
  readonly title: string
  readonly label: string
  readonly hint: string
  readonly save: string
  /** Said of a time that cannot be meant. */
  readonly wrong: string
}

/** Asks for a time of day. `read` finds the moment that is meant, or nothing. */
export function TimeDialog({
  open,
  words,
  first,
  read,
  onSave,
  onClose,
  children,
}: {
  readonly open: boolean
  readonly words: TimeWords
  /** Seconds: the time that stands in the field at first. */
  readonly first: number
  readonly read: (clock: string, timeOf: (at: number) => string) => number | undefined
  readonly onSave: (at: number) => Promise<void>
  readonly onClose: () => void
  readonly children?: ReactNode
}) {
  const { t, overview } = useApp()
  const timeOf = (at: number) => formatTime(at * 1000, t.language, overview.timeZone)
  const [clock, setClock] = useState(timeOf(first))
  const [isWrong, setWrong] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each opening begins with the time that holds.
  useEffect(() => {
    if (open) setClock(timeOf(first))
    setWrong(false)
  }, [open])
  const save = async () => {
    const at = read(clock, timeOf)
    if (at === undefined) return setWrong(true)
    await onSave(at)
    onClose()
  }
  return (
    <Dialog
      open={open}
      title={words.title}
      onClose={onClose}
      actions={
        <>
          <Button kind="quiet" onClick={onClose}>
            {t("action.cancel")}
          </Button>
          <Button onClick={() => void save()}>{words.save}</Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <TextField
          label={words.label}
          hint={words.hint}
          error={isWrong ? words.wrong : undefined}
          type="time"
          value={clock}
          onChange={(event) => setClock(event.currentTarget.value)}
        />
      </form>
      {children}
    </Dialog>
  )
}
