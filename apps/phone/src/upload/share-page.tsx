import { Loading } from "@homesafe/ui"
import { useEffect, useState } from "react"
import { useDiary } from "../diary/use-diary.ts"
import { ask } from "../keeper/ask-keeper.ts"
import type { ReceiptView } from "../keeper/views.ts"
import { useApp } from "../shell/app-context.ts"
import { Page } from "../shell/page.tsx"
import type { UploadOutcome, WaitingView } from "./answer-upload.ts"
import { ChooseStep } from "./choose-step.tsx"
import { CodeStep } from "./code-step.tsx"
import { DoneStep } from "./done-step.tsx"
import { takeCode } from "./handed-code.ts"
import { WaitingStep } from "./waiting-step.tsx"

/** Why nothing was shared. */
export type ShareProblem = Extract<UploadOutcome, { ok: false }>["problem"]

type Step =
  | { readonly name: "looking" }
  | { readonly name: "code"; readonly problem: ShareProblem | null }
  | { readonly name: "choose"; readonly isSending: boolean; readonly problem: ShareProblem | null }
  | { readonly name: "waiting"; readonly isSending: boolean; readonly waiting: WaitingView }
  | { readonly name: "done"; readonly receipt: ReceiptView }

/** Sharing with the authority in three steps: the code, the choice, the receipt. Every step can be left without a reason. */
export function SharePage({ digits }: { readonly digits: string }) {
  const { go, say, t, overview } = useApp()
  const visits = useDiary()
  const [code, setCode] = useState(() => digits || takeCode())
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [step, setStep] = useState<Step>({ name: "looking" })

  const show = async (outcome: UploadOutcome | null) => {
    const { waiting } = await ask("uploadState", {})
    if (waiting) return setStep({ name: "waiting", isSending: false, waiting })
    if (outcome?.ok) setStep({ name: "done", receipt: outcome.receipt })
    else if (code === "") setStep({ name: "code", problem: outcome?.problem ?? null })
    else setStep({ name: "choose", isSending: false, problem: outcome?.problem ?? null })
    if (outcome) await ask("seeUploadNews", {})
  }
  // Once when the page is opened, and when an upload that waited was answered meanwhile.
  const isAnswered = step.name === "waiting" && overview.upload === "news"
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  useEffect(() => {
    if (step.name !== "looking" && !isAnswered) return
    void ask("uploadState", {}).then(({ waiting, news }) => {
      if (waiting || news) return show(news)
      setStep({ name: "code", problem: null })
    })
  }, [isAnswered])

  const send = async (ids: readonly string[]) => {
    setStep({ name: "choose", isSending: true, problem: null })
    await show(await ask("upload", { typed: code, ids }))
  }
  const retry = async (waiting: WaitingView) => {
    setStep({ name: "waiting", isSending: true, waiting })
    await show(await ask("retryUpload", {}))
  }
  const decline = () => {
    say(t("share.declined"))
    go("/diary")
  }
  if (step.name === "looking") {
    return (
      <Page title={t("share.title")} back="/diary">
        <Loading text={t("state.loading")} />
      </Page>
    )
  }
  if (step.name === "done") return <DoneStep receipt={step.receipt} />
  if (step.name === "waiting") {
    return (
      <WaitingStep
        waiting={step.waiting}
        isSending={step.isSending}
        onRetry={() => void retry(step.waiting)}
        onCancel={() => void ask("cancelUpload", {}).then(decline)}
      />
    )
  }
  if (step.name === "code") {
    return (
      <CodeStep
        code={code}
        problem={step.problem}
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
      onOtherCode={() => setStep({ name: "code", problem: null })}
      onDecline={decline}
    />
  )
}
