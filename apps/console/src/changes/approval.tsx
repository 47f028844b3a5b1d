import { approveFileChange, call, type FileChangeRecord, refuseFileChange, withdrawFileChange } from "@homesafe/api"
import { Banner, Button } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { useAskAnew } from "../app/use-call.ts"
import { CheckAndSign } from "../session/check-and-sign.tsx"
import { problemText } from "../session/problem-text.ts"
import { signChange } from "../session/signing-key.ts"
import type { Difference } from "./read-difference.ts"

const checksOf = {
  revoke: ["change.check.place", "change.check.day", "change.check.reason"],
  restore: ["change.check.place", "change.check.good"],
  issuers: ["change.check.issuers", "change.check.documents"],
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
  const time = sayTimes(deployment, t.language).time(nextList)
  return (
    <>
      {faultBanner}
      <CheckAndSign
        checks={checksOf[difference.kind].map((check) => t(check))}
        approves={t("decision.approve", { time })}
        bar={t("change.bar", { time })}
        signed={change}
        sign={signChange}
        send={(body) => call(approveFileChange, { params, body })}
        beside={refuse}
      />
    </>
  )
}
