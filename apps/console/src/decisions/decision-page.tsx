import { type Decision, getDecision } from "@homesafe/api"
import type { ConsoleTranslate } from "@homesafe/i18n/console"
import { serviceDay, startOfServiceDay } from "@homesafe/protocol"
import { Banner, Button, PageHead } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { placeName } from "../app/names.ts"
import { sayTimes } from "../app/times.ts"
import { useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { DecisionForms } from "../forms/decision-forms.tsx"
import { MissingKey } from "../session/missing-key.tsx"
import { Approval } from "./approval.tsx"
import { DecisionContent } from "./decision-content.tsx"
import { DecisionForm, type ProposalDraft } from "./decision-form.tsx"
import { decisionState, decisionTitle } from "./decision-words.ts"
import { Held, WhatCanBeDone } from "./hold-part.tsx"
import { draftOfDecision } from "./named-draft.ts"
import { NamedForm } from "./named-form.tsx"
import { Partial } from "./partial.tsx"
import { PhonePreview } from "./phone-preview.tsx"
import { TwoKeys } from "./two-keys.tsx"
import { VenueObjection } from "./venue-objection.tsx"
import { ToldVenue } from "./venue-told.tsx"
import { WithdrawButton } from "./withdraw-button.tsx"

/** One decision: exactly what will be published, two keys, the checks before signing. */
export function DecisionPage({ id }: { readonly id: string }) {
  const { t } = useConsole()
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
          <OneDecision key={decision.id} decision={decision} nextList={nextList} />
        </div>
      )}
    </Waiting>
  )
}

function OneDecision({ decision, nextList }: { readonly decision: Decision; readonly nextList: number }) {
  const { t, deployment, officer } = useConsole()
  const [isCorrecting, setCorrecting] = useState(false)
  const stands = decision.state === "published" || decision.state === "approved"
  const canCorrect = stands && decision.kind !== "withdrawal" && officer.roles.includes("tracer")
  if (isCorrecting && decision.about)
    return (
      <NamedForm
        draft={draftOfDecision(decision, deployment)}
        before={decision}
        title={decisionTitle(t, { ...decision, kind: "correction" })}
        onLeave={() => setCorrecting(false)}
      />
    )
  if (isCorrecting) return <DecisionForm draft={correctionOf(t, decision)} onLeave={() => setCorrecting(false)} />
  return (
    <>
      <div className="grid-2">
        <div className="stack g4">
          <DecisionContent decision={decision} />
          <Partial decision={decision} />
          {decision.about && (
            <Banner level="info" title={t("named.noPhoneTitle")}>
              {t("named.noPhoneText")}
            </Banner>
          )}
          <VenueObjection decision={decision} />
          <ToldVenue decision={decision} nextList={nextList} />
          <TwoKeys signed={decision} />
          <Held decision={decision} nextList={nextList} />
          {decision.ended && <Ended decision={decision} ended={decision.ended} />}
          {decision.state === "proposed" && <Approval decision={decision} nextList={nextList} />}
          <WhatCanBeDone decision={decision} nextList={nextList} />
          {canCorrect && (
            <div className="row wrap g3">
              <Button kind="quiet" icon="clock" onClick={() => setCorrecting(true)}>
                {t("decision.correct")}
              </Button>
              <WithdrawButton decision={decision} />
            </div>
          )}
        </div>
        {decision.kind !== "withdrawal" && (
          <PhonePreview
            template={decision.template}
            exposedAt={startOf(decision, deployment.offset)}
            {...boardProps(decision, deployment.offset)}
          />
        )}
      </div>
      {!decision.about && <DecisionForms decision={decision} />}
    </>
  )
}

/** What the public page says of a warning by name. */
function boardProps({ about, named, day, windows }: Decision, offset: number) {
  const [from, until] = windows[0] ?? [0, 0]
  const start = startOfServiceDay(serviceDay(day), offset)
  if (!about || !named) return {}
  return { board: { names: named, about, from: start + from * 300, until: start + until * 300 } }
}

/** The same warning as a draft of what replaces it. */
function correctionOf(t: ConsoleTranslate, decision: Decision): ProposalDraft {
  const { vid, day, windows, template, severity, venue, isNamed, caseId, id } = decision
  return {
    title: t("decision.kind.correction", { venue: placeName(t, decision) ?? vid }),
    ...{ vid, day, windows, template, severity, isNamed, caseId },
    names: venue?.names ?? null,
    supersedes: id,
    // What a partial decision lacks, its own page says.
    hours: null,
    from: (windows[0]?.[0] ?? 0) * 5,
  }
}

/** Who ended a proposal, and why. */
function Ended({
  decision,
  ended: { name, at, reason },
}: {
  readonly decision: Decision
  readonly ended: NonNullable<Decision["ended"]>
}) {
  const { t, deployment } = useConsole()
  const time = sayTimes(deployment, t.language).moment(at)
  const how = decision.state === "refused" ? "decision.endedRefused" : "decision.endedTakenBack"
  return (
    <Banner level="info" title={t(how, { name, time })}>
      {reason !== "" && <p className="breaks">{reason}</p>}
    </Banner>
  )
}

/** Seconds: when the first window of a decision begins. */
function startOf({ day, windows }: Decision, offset: number): number {
  return startOfServiceDay(serviceDay(day), offset) + (windows[0]?.[0] ?? 0) * 300
}
