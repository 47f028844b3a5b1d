import type { CallProblem } from "@homesafe/api"
import { Banner, Button, Dialog, TextAreaField } from "@homesafe/ui"
import { type ReactNode, useState } from "react"
import { useConsole } from "../app/context.ts"
import { problemText } from "../session/problem-text.ts"

/** A question that is answered with a reason; it closes when the server has taken it. */
export function AskReason({
  title,
  text,
  act,
  isReady = true,
  children,
  onClose,
  onReason,
}: {
  readonly title: string
  readonly text: string
  readonly act: string
  readonly isReady?: boolean
  readonly children?: ReactNode
  readonly onClose: () => void
  readonly onReason: (reason: string) => Promise<CallProblem | null>
}) {
  const { t } = useConsole()
  const [reason, setReason] = useState("")
  const [fault, setFault] = useState<string | null>(null)
  const send = async () => {
    const problem = await onReason(reason.trim())
    if (problem === null) onClose()
    else setFault(problemText(t, problem))
  }
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button kind="quiet" onClick={onClose}>
            {t("action.cancel")}
          </Button>
          <Button disabled={reason.trim().length < 3 || !isReady} onClick={() => void send()}>
            {act}
          </Button>
        </>
      }
    >
      <p>{text}</p>
      {children}
      <TextAreaField
        label={t("imports.reason")}
        hint={t("imports.reasonHint")}
        maxLength={300}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      {fault !== null && <Banner level="fault">{fault}</Banner>}
    </Dialog>
  )
}
