import { type AccountRequestRecord, call, decideAccountRequest } from "@homesafe/api"
import { Banner, Button, Dialog, TextAreaField } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { useAskAnew } from "../app/use-call.ts"
import { problemText } from "../session/problem-text.ts"

/** The contract wants so many letters: a proof is a sentence. */
const SHORTEST = 10

/** Asks for the proof outside this system, or for the reason, before anything is decided. */
export function DecideDialog({
  request,
  title,
  how,
  onClose,
}: {
  readonly request: AccountRequestRecord
  readonly title: string
  readonly how: "grant" | "refuse"
  readonly onClose: () => void
}) {
  const { t } = useConsole()
  const askAnew = useAskAnew()
  const [finding, setFinding] = useState("")
  const [fault, setFault] = useState<string | null>(null)
  const { id, kind } = request
  const decide = async () => {
    const body = { granted: how === "grant", finding: finding.trim() }
    const done = await call(decideAccountRequest, { params: { id }, body })
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
          <Button
            kind={how === "grant" ? "primary" : "danger"}
            disabled={finding.trim().length < SHORTEST}
            onClick={() => void decide()}
          >
            {t(`accounts.${how}`)}
          </Button>
        </>
      }
    >
      {how === "grant" && <p>{t(`accounts.before.${kind}`)}</p>}
      <TextAreaField
        label={t(how === "grant" ? `accounts.proof.${kind}` : "accounts.reason")}
        hint={t("accounts.findingHint")}
        value={finding}
        onChange={(event) => setFinding(event.currentTarget.value)}
      />
      {fault !== null && <Banner level="fault">{fault}</Banner>}
    </Dialog>
  )
}
