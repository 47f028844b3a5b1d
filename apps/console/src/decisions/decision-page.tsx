import { approveDecision, call, type Decision, getDecision } from "@homesafe/api"
import { serviceDay, startOfServiceDay } from "@homesafe/protocol"
import { Banner, PageHead } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { DecisionForms } from "../forms/decision-forms.tsx"
import { CheckAndSign } from "../session/check-and-sign.tsx"
import { MissingKey } from "../session/missing-key.tsx"
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
  if (decision.proposed.id === officer.id) return <Banner level="info">{t("decision.ownProposal")}</Banner>
  const time = sayTimes(deployment, t.language).time(nextList)
  return (
    <CheckAndSign
      checks={checksOf(decision).map((check) => t(check))}
      approves={t("decision.approve", { time })}
      bar={t("decision.bar", { time })}
      signed={decision}
      sign={signDecision}
      send={(body) => call(approveDecision, { params: { id: decision.id }, body })}
    />
  )
}
