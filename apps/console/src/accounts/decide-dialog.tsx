import { type AccountRequestRecord, call, decideAccountRequest } from "@homesafe/api"
import { TextAreaField } from "@homesafe/ui"
import { useState } from "react"
import { ActDialog } from "../app/act-dialog.tsx"
import { useConsole } from "../app/context.ts"

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
  const [finding, setFinding] = useState("")
  const { id, kind } = request
  const send = () =>
    call(decideAccountRequest, { params: { id }, body: { granted: how === "grant", finding: finding.trim() } })
  return (
    <ActDialog
      title={title}
      act={t(`accounts.${how}`)}
      kind={how === "grant" ? "primary" : "danger"}
      isReady={finding.trim().length >= SHORTEST}
      send={send}
      onClose={onClose}
    >
      {how === "grant" && <p>{t(`accounts.before.${kind}`)}</p>}
      <TextAreaField
        label={t(how === "grant" ? `accounts.proof.${kind}` : "accounts.reason")}
        hint={t("accounts.findingHint")}
        value={finding}
        onChange={(event) => setFinding(event.currentTarget.value)}
      />
    </ActDialog>
  )
}
