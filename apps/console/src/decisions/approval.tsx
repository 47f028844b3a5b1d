import { approveDecision, call, type Decision, refuseDecision, takeBackDecision } from "@homesafe/api"
import { Banner, Button } from "@homesafe/ui"
import { useState } from "react"
import { AskReason } from "../app/ask-reason.tsx"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { useAskAnew } from "../app/use-call.ts"
import { CheckAndSign } from "../session/check-and-sign.tsx"
import { problemText } from "../session/problem-text.ts"
import { signDecision } from "../session/signing-key.ts"

/** What the second officer looks at: a withdrawal has neither times nor advice. */
const checksOf = ({ kind, isNamed, about }: Decision) =>
  kind === "withdrawal"
    ? (["decision.checkPlace", "decision.checkTakeBack"] as const)
    : ([
        "decision.checkPlace",
        "decision.checkTime",
        "decision.checkAdvice",
        ...(about ? (["named.check"] as const) : isNamed ? (["decision.checkNamed"] as const) : []),
      ] as const)

/** The second officer's checks and signature, or the end of a proposal that waits. */
export function Approval({ decision, nextList }: { readonly decision: Decision; readonly nextList: number }) {
  const { t, deployment, officer } = useConsole()
  if (decision.proposed.id === officer.id) return <OwnProposal decision={decision} />
  if (!officer.roles.includes("approver")) return <Banner level="info">{t("change.needsApprover")}</Banner>
  const time = sayTimes(deployment, t.language).time(nextList)
  return (
    <CheckAndSign
      checks={checksOf(decision).map((check) => t(check))}
      approves={t("decision.approve", { time })}
      bar={t(decision.about ? "named.bar" : "decision.bar", { time })}
      signed={decision}
      sign={signDecision}
      send={(body) => call(approveDecision, { params: { id: decision.id }, body })}
      beside={<Refuse decision={decision} />}
    />
  )
}

function OwnProposal({ decision }: { readonly decision: Decision }) {
  const { t } = useConsole()
  const askAnew = useAskAnew()
  const [fault, setFault] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const takeBack = async () => {
    setBusy(true)
    const ended = await call(takeBackDecision, { params: { id: decision.id }, body: {} })
    setBusy(false)
    setFault(ended.ok ? null : problemText(t, ended.problem))
    askAnew()
  }
  return (
    <>
      <Banner level="info">{t("decision.ownProposal")}</Banner>
      {fault !== null && <Banner level="fault">{fault}</Banner>}
      <div>
        <Button kind="quiet" icon="undo" busy={isBusy} onClick={() => void takeBack()}>
          {t("change.withdraw")}
        </Button>
      </div>
    </>
  )
}

function Refuse({ decision }: { readonly decision: Decision }) {
  const { t } = useConsole()
  const [isAsked, setAsked] = useState(false)
  return (
    <>
      <Button kind="quiet" icon="no" onClick={() => setAsked(true)}>
        {t("change.refuse")}
      </Button>
      {isAsked && (
        <AskReason
          title={t("decision.refuseTitle")}
          text={t("decision.refuseText")}
          act={t("change.refuse")}
          label={t("decision.refuseReason")}
          send={(reason) => call(refuseDecision, { params: { id: decision.id }, body: { reason } })}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  )
}
