import { approveFileChange, call, type FileChangeRecord, refuseFileChange, withdrawFileChange } from "@homesafe/api"
import { bytesOfBase64url } from "@homesafe/protocol"
import { Banner, Button, Card, Check } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { useAskAnew } from "../app/use-call.ts"
import { stepUp } from "../session/passkeys.ts"
import { problemText } from "../session/problem-text.ts"
import { signChange } from "../session/signing-key.ts"
import type { Difference } from "./read-difference.ts"

const checksOf = {
  revoke: ["change.check.place", "change.check.day", "change.check.reason"],
  restore: ["change.check.place", "change.check.good"],
  rule: ["change.check.decided", "change.check.places", "change.check.days", "change.check.texts"],
} as const

/** The second officer's checks and signature; or the end of a change that waits. */
export function Approval({
  change,
  difference,
  nextList,
}: {
  readonly change: FileChangeRecord
  readonly difference: Difference | undefined
  readonly nextList: number
}) {
  const { t, deployment, officer } = useConsole()
  const askAnew = useAskAnew()
  const [ticked, setTicked] = useState<readonly string[]>([])
  const [fault, setFault] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const params = { id: change.id }
  const isOwn = change.proposed.id === officer.id
  const end = async () => {
    setBusy(true)
    const ended = await call(isOwn ? withdrawFileChange : refuseFileChange, { params, body: {} })
    setBusy(false)
    setFault(ended.ok ? null : problemText(t, ended.problem))
    askAnew()
  }
  const faultBanner = fault !== null && <Banner level="fault">{fault}</Banner>
  if (isOwn) {
    return (
      <>
        <Banner level="info">{t("decision.ownProposal")}</Banner>
        {faultBanner}
        <div>
          <Button kind="quiet" icon="undo" busy={isBusy} onClick={() => void end()}>
            {t("change.withdraw")}
          </Button>
        </div>
      </>
    )
  }
  if (!officer.roles.includes("approver")) return <Banner level="info">{t("change.needsApprover")}</Banner>
  const refuse = (
    <Button kind="quiet" icon="no" busy={isBusy} onClick={() => void end()}>
      {t("change.refuse")}
    </Button>
  )
  if (!difference) {
    return (
      <>
        {faultBanner}
        <div>{refuse}</div>
      </>
    )
  }
  const checks = checksOf[difference.kind]
  const open = checks.length - ticked.length
  const time = sayTimes(deployment, t.language).time(nextList)
  const approve = async () => {
    if (open > 0) return setFault(t("decision.open", { n: open }))
    setBusy(true)
    const checked = await stepUp()
    const bytes = bytesOfBase64url(change.bytes)
    const signed = checked.ok && bytes ? await signChange(officer, deployment.dep, bytes) : undefined
    const body = signed && { hash: change.hash, key: signed.key, sig: signed.sig }
    const sent = body && (await call(approveFileChange, { params, body }))
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
      {faultBanner}
      <div className="actions-bar">
        <p className="small grow">
          {open > 0 && <b>{t("decision.open", { n: open })} </b>}
          {t("change.bar", { time })}
        </p>
        {refuse}
        <Button icon="key" busy={isBusy} aria-disabled={open > 0} onClick={() => void approve()}>
          {t("decision.approve", { time })}
        </Button>
      </div>
    </>
  )
}
