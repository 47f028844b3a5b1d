import { useState } from "react"
import { useDiary } from "../diary/use-diary.ts"
import { ask } from "../keeper/ask-keeper.ts"
import type { UploadOutcome } from "../keeper/commands.ts"
import type { ReceiptView } from "../keeper/views.ts"
import { useApp } from "../shell/app-context.ts"
import { ChooseStep } from "./choose-step.tsx"
import { CodeStep } from "./code-step.tsx"
import { DoneStep } from "./done-step.tsx"

/** Why nothing was shared. */
export type ShareProblem = Extract<UploadOutcome, { ok: false }>["problem"]

type Step =
  | { readonly name: "code" }
  | { readonly name: "choose"; readonly isSending: boolean; readonly problem: ShareProblem | null }
  | { readonly name: "done"; readonly receipt: ReceiptView }

/** Sharing with the authority in three steps: the code, the choice, the receipt. Every step can be left without a reason. */
export function SharePage({ digits }: { readonly digits: string }) {
  const { go, say, t } = useApp()
  const visits = useDiary()
  const [code, setCode] = useState(digits)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [step, setStep] = useState<Step>({ name: "code" })

  const send = async (ids: readonly string[]) => {
    setStep({ name: "choose", isSending: true, problem: null })
    const outcome = await ask("upload", { typed: code, ids })
    if (outcome.ok) return setStep({ name: "done", receipt: outcome.receipt })
    setStep({ name: "choose", isSending: false, problem: outcome.problem })
  }
  const decline = () => {
    say(t("share.declined"))
    go("/diary")
  }
  if (step.name === "done") return <DoneStep receipt={step.receipt} />
  if (step.name === "code") {
    return (
      <CodeStep
        code={code}
        onCode={setCode}
        onAccepted={() => setStep({ name: "choose", isSending: false, problem: null })}
        onDecline={decline}
      />
    )
  }
  return (
    <ChooseStep
      visits={visits}
      leftOut={left}
      onTick={(id, isChosen) => {
        const next = new Set(left)
        if (isChosen) next.delete(id)
        else next.add(id)
        setLeft(next)
      }}
      isSending={step.isSending}
      problem={step.problem}
      onSend={(ids) => void send(ids)}
      onOtherCode={() => setStep({ name: "code" })}
      onDecline={decline}
    />
  )
}
