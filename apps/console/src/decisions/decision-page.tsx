import { approveDecision, call, type Decision, getDecision } from "@homesafe/api"
import { bytesOfBase64url, serviceDay, startOfServiceDay } from "@homesafe/protocol"
import { Banner, Button, Card, Check, PageHead } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { useAskAnew, useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { DecisionForms } from "../forms/decision-forms.tsx"
import { MissingKey } from "../session/missing-key.tsx"
import { stepUp } from "../session/passkeys.ts"
import { problemText } from "../session/problem-text.ts"
import { signDecision } from "../session/signing-key.ts"
import { DecisionContent } from "./decision-content.tsx"
import { decisionState, decisionTitle } from "./decision-words.ts"
import { Partial } from "./partial.tsx"
import { PhonePreview } from "./phone-preview.tsx"
import { TwoKeys } from "./two-keys.tsx"
import { VenueObjection } from "./venue-objection.tsx"
import { WithdrawButton } from "./withdraw-button.tsx"

/** What the second officer looks at: a withdrawal has neither times nor advice. */
const checksOf = ({ kind, isNamed }: Decision) =>
  kind === "withdrawal"
    ? (["decision.checkPlace", "decision.checkTakeBack"] as const)
    : ([
        "decision.checkPlace",
        "decision.checkTime",
        "decision.checkAdvice",
        ...(isNamed ? (["decision.checkNamed"] as const) : []),
      ] as const)

/** One decision: exactly what will be published, two keys, the checks before signing. */
export function DecisionPage({ id }: { readonly id: string }) {
  const { t, deployment } = useConsole()
  const asked = useCall(getDecision, { params: { id } })
  return (
    <Waiting of={asked}>
      {({ decision, nextList }) => (
        <div className="stack g5">
          <PageHead
            crumbs={<a href="/decisions">{t("decisions.title")}</a>}
            title={decisionTitle(t, decision)}
            text={decisionState(t, decision)}
          />
          <MissingKey />
          <div className="grid-2">
            <div className="stack g4">
              <DecisionContent decision={decision} />
              <Partial decision={decision} />
              <VenueObjection decision={decision} />
              <TwoKeys signed={decision} />
              {decision.state === "proposed" && <Approval decision={decision} nextList={nextList} />}
              {decision.state === "published" && decision.kind !== "withdrawal" && (
                <WithdrawButton decision={decision} />
              )}
            </div>
            {decision.kind !== "withdrawal" && (
              <PhonePreview template={decision.template} exposedAt={startOf(decision, deployment.offset)} />
            )}
          </div>
          <DecisionForms decision={decision} />
        </div>
      )}
    </Waiting>
  )
}

/** Seconds: when the first window of a decision begins. */
function startOf({ day, windows }: Decision, offset: number): number {
  return startOfServiceDay(serviceDay(day), offset) + (windows[0]?.[0] ?? 0) * 300
}

function Approval({ decision, nextList }: { readonly decision: Decision; readonly nextList: number }) {
  const { t, deployment, officer } = useConsole()
  const askAnew = useAskAnew()
  const [ticked, setTicked] = useState<readonly string[]>([])
  const [fault, setFault] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const time = sayTimes(deployment, t.language).time(nextList)
  if (decision.proposed.id === officer.id) return <Banner level="info">{t("decision.ownProposal")}</Banner>
  const checks = checksOf(decision)
  const open = checks.length - ticked.length
  const approve = async () => {
    if (open > 0) return setFault(t("decision.open", { n: open }))
    setBusy(true)
    const checked = await stepUp()
    const bytes = bytesOfBase64url(decision.bytes)
    const signed = checked.ok && bytes ? await signDecision(officer, deployment.dep, bytes) : undefined
    const body = signed && { hash: decision.hash, key: signed.key, sig: signed.sig }
    const sent = body && (await call(approveDecision, { params: { id: decision.id }, body }))
    setBusy(false)
    askAnew()
    if (!checked.ok) return setFault(problemText(t, checked.problem))
    if (!sent) return setFault(t("key.missing"))
    setFault(sent.ok ? null : problemText(t, sent.problem))
  }
  return (
    <>
      <Card>
        <fieldset className="stack g1">
          <legend>
            <h2>{t("decision.checks")}</h2>
          </legend>
          {checks.map((check) => (
            <Check
              key={check}
              label={t(check)}
              checked={ticked.includes(check)}
              onChange={() =>
                setTicked(ticked.includes(check) ? ticked.filter((c) => c !== check) : [...ticked, check])
              }
            />
          ))}
        </fieldset>
      </Card>
      {fault !== null && <Banner level="fault">{fault}</Banner>}
      <div className="actions-bar">
        <p className="small grow">
          {open > 0 && <b>{t("decision.open", { n: open })} </b>}
          {t("decision.bar", { time })}
        </p>
        <Button icon="key" busy={isBusy} aria-disabled={open > 0} onClick={() => void approve()}>
          {t("decision.approve", { time })}
        </Button>
      </div>
    </>
  )
}
