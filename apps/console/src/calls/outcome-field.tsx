import { type CallLine, type CallOutcome, call, noteCall } from "@homesafe/api"
import { Banner, Segmented } from "@homesafe/ui"
import { useState } from "react"
import { ActDialog } from "../app/act-dialog.tsx"
import { useConsole } from "../app/context.ts"
import { useDue } from "../app/due-fields.tsx"
import { useAskAnew } from "../app/use-call.ts"
import { problemText } from "../session/problem-text.ts"
import { type CallState, callStateOf, callStates } from "./call-states.ts"

/** Somebody who does not answer is tried again after this, unless an officer says otherwise. Seconds. */
const AGAIN = 2 * 3600

/** What came of a call: noted at once, and for another try with the time of it. */
export function OutcomeField({
  of,
  label,
  onNoted,
}: {
  readonly of: Pick<CallLine, "id" | "tries" | "outcome">
  readonly label: string
  readonly onNoted?: (outcome: CallOutcome | null, tries: number) => void
}) {
  const { t } = useConsole()
  const askAnew = useAskAnew()
  const [fault, setFault] = useState<string | null>(null)
  const [isAsking, setAsking] = useState(false)
  const send = (outcome: CallOutcome | null, due?: number) => {
    const tries = Math.max(0, of.tries + (outcome ? 1 : -1))
    const body = { outcome, tries, ...(due === undefined ? {} : { due }) }
    return call(noteCall, { params: { id: of.id }, body }).then((noted) => {
      if (noted.ok) onNoted?.(outcome, tries)
      return noted
    })
  }
  const note = async (state: CallState) => {
    if (state === "try-again") return setAsking(true)
    const noted = await send(state === "to-call" ? null : state)
    setFault(noted.ok ? null : problemText(t, noted.problem))
    askAnew()
  }
  return (
    <div className="call-to">
      <Segmented
        label={label}
        value={callStateOf(of)}
        onChange={(state) => void note(state)}
        options={callStates.map((value) => ({ value, label: t(`forms.state.${value}`) }))}
      />
      {fault !== null && <Banner level="fault">{fault}</Banner>}
      {isAsking && <TryAgain send={(due) => send("try-again", due)} onClose={() => setAsking(false)} />}
    </div>
  )
}

function TryAgain({
  send,
  onClose,
}: {
  readonly send: (due: number) => ReturnType<typeof call<typeof noteCall>>
  readonly onClose: () => void
}) {
  const { t } = useConsole()
  const [first] = useState(() => Math.floor(Date.now() / 1000) + AGAIN)
  const [due, fields] = useDue(first)
  return (
    <ActDialog
      title={t("calls.again")}
      act={t("calls.againAct")}
      isReady={due !== undefined}
      send={() => send(due ?? first)}
      onClose={onClose}
    >
      <p>{t("calls.againText")}</p>
      {fields}
    </ActDialog>
  )
}
