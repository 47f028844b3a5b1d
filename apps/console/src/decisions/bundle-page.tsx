import {
  approveDecisionBundle,
  call,
  type DecisionBundle,
  getDecisionBundle,
  refuseDecisionBundle,
  takeBackDecisionBundle,
} from "@homesafe/api"
import { bytesOfBase64url, type Decision, readDecision } from "@homesafe/protocol"
import { Banner, Button, PageHead } from "@homesafe/ui"
import { useState } from "react"
import { AskReason } from "../app/ask-reason.tsx"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { useAskAnew, useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { ChecksThenSign } from "../session/check-and-sign.tsx"
import { MissingKey } from "../session/missing-key.tsx"
import { problemText } from "../session/problem-text.ts"
import { signDecision } from "../session/signing-key.ts"
import { BundleList, contentOf } from "./bundle-list.tsx"
import { boardOf } from "./named-draft.ts"
import { PhonePreview } from "./phone-preview.tsx"

/** A decision of a bundle, read from the bytes that are signed. */
export interface ReadItem {
  readonly id: string
  readonly state: string
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly decision: Decision
}

/** Many warnings by name that wait together: exactly what will be published, and one act over all of it. */
export function BundlePage({ id }: { readonly id: string }) {
  const { t, deployment } = useConsole()
  const asked = useCall(getDecisionBundle, { params: { id } })
  return (
    <Waiting of={asked}>
      {(bundle) => {
        const items = readItems(bundle)
        const waiting = items.filter(({ state }) => state === "proposed")
        const [first] = waiting.length > 0 ? waiting : items
        const board = first && contentOf(first.decision)
        return (
          <div className="stack g5">
            <PageHead
              crumbs={<a href="/decisions">{t("decisions.title")}</a>}
              title={t("bundle.title", { n: items.length })}
              text={t("bundle.by", {
                name: bundle.proposed.name,
                time: sayTimes(deployment, t.language).moment(bundle.proposed.at),
              })}
            />
            <MissingKey />
            <div className="grid-2">
              <div className="stack g4">
                <BundleList items={items} />
                {waiting.length > 0 && <Decide key={bundle.hash} bundle={bundle} waiting={waiting} />}
              </div>
              {first && board && (
                <PhonePreview
                  template={first.decision.template}
                  exposedAt={boardOf(board, deployment.offset).from}
                  board={boardOf(board, deployment.offset)}
                />
              )}
            </div>
          </div>
        )
      }}
    </Waiting>
  )
}

function readItems({ decisions }: DecisionBundle): readonly ReadItem[] {
  return decisions.flatMap(({ id, state, bytes: text }) => {
    const bytes = bytesOfBase64url(text)
    const read = bytes && readDecision(bytes)
    return bytes && read?.ok ? [{ id, state, bytes, decision: read.value }] : []
  })
}

function Decide({ bundle, waiting }: { readonly bundle: DecisionBundle; readonly waiting: readonly ReadItem[] }) {
  const { t, deployment, officer } = useConsole()
  if (bundle.proposed.id === officer.id) return <Own bundle={bundle} n={waiting.length} />
  if (!officer.roles.includes("approver")) return <Banner level="info">{t("change.needsApprover")}</Banner>
  const time = sayTimes(deployment, t.language).time(bundle.nextList)
  const signAll = async () => {
    const signed: { id: string; sig: string }[] = []
    let key = ""
    for (const { id, bytes } of waiting) {
      const made = await signDecision(officer, deployment.dep, bytes)
      if (!made) return undefined
      key = made.key
      signed.push({ id, sig: made.sig })
    }
    return { key, signed }
  }
  return (
    <ChecksThenSign
      checks={[t("bundle.checkAll"), t("decision.checkTime"), t("decision.checkAdvice"), t("named.check")]}
      approves={t("bundle.approve", { n: waiting.length, time })}
      bar={t("named.bar", { time })}
      make={signAll}
      send={(made) => call(approveDecisionBundle, { params: { id: bundle.id }, body: { hash: bundle.hash, ...made } })}
      beside={<Refuse bundle={bundle} />}
    />
  )
}

function Own({ bundle, n }: { readonly bundle: DecisionBundle; readonly n: number }) {
  const { t } = useConsole()
  const askAnew = useAskAnew()
  const [fault, setFault] = useState<string | null>(null)
  const takeBack = async () => {
    const ended = await call(takeBackDecisionBundle, { params: { id: bundle.id }, body: {} })
    setFault(ended.ok ? null : problemText(t, ended.problem))
    askAnew()
  }
  return (
    <>
      <Banner level="info">{t("bundle.own", { n })}</Banner>
      {fault !== null && <Banner level="fault">{fault}</Banner>}
      <div>
        <Button kind="quiet" icon="undo" onClick={() => void takeBack()}>
          {t("bundle.takeBack", { n })}
        </Button>
      </div>
    </>
  )
}

function Refuse({ bundle }: { readonly bundle: DecisionBundle }) {
  const { t } = useConsole()
  const [isAsked, setAsked] = useState(false)
  return (
    <>
      <Button kind="quiet" icon="no" onClick={() => setAsked(true)}>
        {t("bundle.refuse")}
      </Button>
      {isAsked && (
        <AskReason
          title={t("bundle.refuseTitle")}
          text={t("decision.refuseText")}
          act={t("bundle.refuse")}
          label={t("decision.refuseReason")}
          send={(reason) => call(refuseDecisionBundle, { params: { id: bundle.id }, body: { reason } })}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  )
}
