import type { CallProblem, CallResult } from "@homesafe/api"
import { Banner, Button, Dialog } from "@homesafe/ui"
import { type ReactNode, useState } from "react"
import { problemText } from "../session/problem-text.ts"
import { useConsole } from "./context.ts"
import { useAskAnew } from "./use-call.ts"

/** A question before an act: what it does, its fields, the act and the way back. It stays open where the act was refused, and says why. */
export function ActDialog<T>({
  title,
  act,
  kind,
  isReady = true,
  send,
  faultText,
  onDone,
  onClose,
  children,
}: {
  readonly title: string
  readonly act: string
  readonly kind?: "primary" | "danger"
  readonly isReady?: boolean
  readonly send: () => Promise<CallResult<T> | { readonly ok: false; readonly problem: "no-passkey" }>
  /** Words of its own for a refusal; nothing where the usual ones serve. */
  readonly faultText?: (problem: CallProblem | "no-passkey", field: string | undefined) => string | undefined
  readonly onDone?: (value: T) => void
  readonly onClose: () => void
  readonly children: ReactNode
}) {
  const { t } = useConsole()
  const askAnew = useAskAnew()
  const [isBusy, setBusy] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const run = async () => {
    setBusy(true)
    const sent = await send()
    setBusy(false)
    askAnew()
    if (!sent.ok) {
      const field = "field" in sent ? sent.field : undefined
      return setFault(faultText?.(sent.problem, field) ?? problemText(t, sent.problem))
    }
    onClose()
    onDone?.(sent.value)
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
          <Button kind={kind} busy={isBusy} disabled={!isReady} onClick={() => void run()}>
            {act}
          </Button>
        </>
      }
    >
      {children}
      {fault !== null && <Banner level="fault">{fault}</Banner>}
    </Dialog>
  )
}
