import type { CallProblem } from "@homesafe/api"
import { Banner, Button, Dialog } from "@homesafe/ui"
import { useState } from "react"
import { problemText } from "../session/problem-text.ts"
import { useConsole } from "./context.ts"
import { useAskAnew } from "./use-call.ts"

/** A clear question before something is done that cannot be undone; it stays open and says why when it could not be done. */
export function AskFirst({
  title,
  text,
  action,
  isDanger,
  run,
  onClose,
}: {
  readonly title: string
  readonly text: string
  readonly action: string
  readonly isDanger: boolean
  readonly run: () => Promise<
    { readonly ok: true } | { readonly ok: false; readonly problem: CallProblem | "no-passkey" }
  >
  readonly onClose: () => void
}) {
  const { t } = useConsole()
  const askAnew = useAskAnew()
  const [fault, setFault] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const act = async () => {
    setBusy(true)
    const done = await run()
    setBusy(false)
    setFault(done.ok ? null : problemText(t, done.problem))
    askAnew()
    if (done.ok) onClose()
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
          <Button kind={isDanger ? "danger" : "primary"} busy={isBusy} onClick={() => void act()}>
            {action}
          </Button>
        </>
      }
    >
      <p>{text}</p>
      {fault !== null && <Banner level="fault">{fault}</Banner>}
    </Dialog>
  )
}
