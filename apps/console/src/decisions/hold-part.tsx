import {
  approveHoldVerdict,
  call,
  type Decision,
  type DecisionHold,
  holdDecision,
  proposeHoldVerdict,
} from "@homesafe/api"
import { writeHoldVerdict } from "@homesafe/protocol/officer"
import { Banner, Button, Card } from "@homesafe/ui"
import { useState } from "react"
import { AskReason } from "../app/ask-reason.tsx"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { useAskAnew } from "../app/use-call.ts"
import { CheckAndSign } from "../session/check-and-sign.tsx"
import { stepUp } from "../session/passkeys.ts"
import { problemText } from "../session/problem-text.ts"
import { signHoldVerdict } from "../session/signing-key.ts"

/** What can still be done about an approved or published decision and why: hold it back, or correct and withdraw it; and what urgent means. */
export function WhatCanBeDone({ decision, nextList }: { readonly decision: Decision; readonly nextList: number }) {
  const { t, deployment } = useConsole()
  const [isAsked, setAsked] = useState(false)
  const { state, canHold, supersedes, id } = decision
  if (state !== "approved" && state !== "published") return null
  const time = sayTimes(deployment, t.language).time(nextList)
  return (
    <Card>
      <div className="stack g3">
        <h2>{t("can.title")}</h2>
        <p>{t(canHold ? "can.hold" : state === "approved" ? "can.sealed" : "can.published", { time })}</p>
        {state === "approved" && <p className="soft">{t("can.urgent", { time })}</p>}
        {canHold && (
          <div>
            <Button kind="quiet" icon="hand" onClick={() => setAsked(true)}>
              {t("hold.act")}
            </Button>
          </div>
        )}
        {isAsked && (
          <AskReason
            title={t("hold.title")}
            text={t("hold.text")}
            act={t("hold.act")}
            label={t("hold.reason")}
            send={(reason) => call(holdDecision, { params: { id }, body: { reason } })}
            onClose={() => setAsked(false)}
          >
            {supersedes !== null && <p>{t("hold.replaces")}</p>}
          </AskReason>
        )}
      </div>
    </Card>
  )
}

/** Who held a decision back and why; while it is held, the two signatures that end the hold. */
export function Held({ decision, nextList }: { readonly decision: Decision; readonly nextList: number }) {
  const { t, deployment, officer } = useConsole()
  const say = sayTimes(deployment, t.language)
  const { hold, state } = decision
  if (!hold) return null
  const words = { name: hold.by, time: say.moment(hold.at) }
  if (state !== "held")
    return (
      <Banner level="info" title={t("hold.was", words)}>
        <p className="breaks">{hold.reason}</p>
      </Banner>
    )
  return (
    <>
      <Banner level="caution" title={t("hold.held", words)}>
        <div className="stack g2">
          <p className="breaks">{hold.reason}</p>
          <p>{t("hold.heldText")}</p>
          {hold.verdict && (
            <p>
              <b>
                {t(`hold.waits.${hold.verdict.what}`, {
                  name: hold.verdict.proposed.name,
                  time: say.moment(hold.verdict.proposed.at),
                })}
              </b>
            </p>
          )}
        </div>
      </Banner>
      {officer.roles.includes("approver") ? (
        <Verdict decision={decision} hold={hold} time={say.time(nextList)} />
      ) : (
        <Banner level="info">{t("change.needsApprover")}</Banner>
      )}
    </>
  )
}

function Verdict({
  decision,
  hold,
  time,
}: {
  readonly decision: Decision
  readonly hold: DecisionHold
  readonly time: string
}) {
  const { t, officer } = useConsole()
  const { verdict } = hold
  if (verdict && verdict.proposed.id !== officer.id)
    return (
      <CheckAndSign
        key={verdict.hash}
        checks={[t(`hold.check.${verdict.what}`)]}
        approves={t(`hold.approve.${verdict.what}`)}
        bar={t(`hold.bar.${verdict.what}`, { time })}
        signed={verdict}
        sign={signHoldVerdict}
        send={(body) => call(approveHoldVerdict, { params: { id: decision.id }, body })}
      />
    )
  return verdict ? null : <FirstSignature decision={decision} hold={hold} />
}

function FirstSignature({ decision, hold }: { readonly decision: Decision; readonly hold: DecisionHold }) {
  const { t, deployment, officer } = useConsole()
  const askAnew = useAskAnew()
  const [fault, setFault] = useState<string | null>(null)
  const [busy, setBusy] = useState<"release" | "stop" | null>(null)
  const sign = async (verdict: "release" | "stop") => {
    setBusy(verdict)
    const { dep } = deployment
    const bytes = writeHoldVerdict({ v: 1, dep, hold: hold.id, decision: decision.id, sha256: decision.hash, verdict })
    const checked = await stepUp()
    const body = checked.ok ? await signHoldVerdict(officer, dep, bytes) : undefined
    const sent = body && (await call(proposeHoldVerdict, { params: { id: decision.id }, body }))
    setBusy(null)
    askAnew()
    if (!checked.ok) return setFault(problemText(t, checked.problem))
    if (!sent) return setFault(t("key.missing"))
    setFault(sent.ok ? null : problemText(t, sent.problem))
  }
  return (
    <>
      {fault !== null && <Banner level="fault">{fault}</Banner>}
      <div className="row wrap g3">
        {(["release", "stop"] as const).map((verdict) => (
          <Button key={verdict} kind="quiet" icon="key" busy={busy === verdict} onClick={() => void sign(verdict)}>
            {t(`hold.sign.${verdict}`)}
          </Button>
        ))}
      </div>
    </>
  )
}
