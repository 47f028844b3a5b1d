import { call, decideWaitingCodes, listWaitingCodes, type WaitingCodes } from "@homesafe/api"
import { Button, Chip } from "@homesafe/ui"
import { useState } from "react"
import { ActDialog } from "../app/act-dialog.tsx"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { useCall } from "../app/use-call.ts"
import { stepUp } from "../session/passkeys.ts"

/** What waits for another officer: nothing is shown while nothing waits. */
export function WaitingCodesList() {
  const { t } = useConsole()
  const waiting = useCall(listWaitingCodes, {}).value?.waiting ?? []
  if (waiting.length === 0) return null
  return (
    <section className="stack g3" aria-labelledby="waiting-codes">
      <h2 id="waiting-codes">{t("codes.waitingTitle")}</h2>
      <p className="soft">{t("codes.waitingText")}</p>
      <ul className="card flush rows">
        {waiting.map((each) => (
          <li key={each.id}>
            <WaitingRow waiting={each} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function WaitingRow({ waiting }: { readonly waiting: WaitingCodes }) {
  const { t, deployment, officer } = useConsole()
  const [deciding, setDeciding] = useState<boolean | null>(null)
  const { n, caseNumber, caseId, way, reasons, askedBy, askedAt, isOwn } = waiting
  const title =
    caseNumber === null
      ? t("codes.waitingMany", { n, name: askedBy })
      : t("codes.waitingOne", { number: caseNumber, name: askedBy })
  const canDecide = !isOwn && officer.roles.includes("approver")
  return (
    <section className="list-row roomy" aria-label={title}>
      <div className="grow stack g1">
        <p className="t">{caseId === null ? title : <a href={`/cases/${caseId}`}>{title}</a>}</p>
        <p className="d">
          {sayTimes(deployment, t.language).moment(askedAt)}
          {way !== null && ` · ${t(`codes.way.${way}`)}`}
        </p>
        {reasons.map((reason) => (
          <p key={reason} className="d">
            {t(`codes.reason.${reason}`)}
          </p>
        ))}
      </div>
      {canDecide ? (
        <div className="row wrap g2">
          <Button icon="check" onClick={() => setDeciding(true)}>
            {t("codes.agree")}
          </Button>
          <Button kind="quiet" onClick={() => setDeciding(false)}>
            {t("codes.refuse")}
          </Button>
        </div>
      ) : (
        <Chip tone="caution">{t(isOwn ? "codes.waitsForOther" : "codes.waitsForApprover")}</Chip>
      )}
      {deciding !== null && (
        <ActDialog
          title={title}
          act={t(deciding ? "codes.agree" : "codes.refuse")}
          kind={deciding ? "primary" : "danger"}
          send={() => decide(waiting.id, deciding)}
          onClose={() => setDeciding(null)}
        >
          <p>{t(deciding ? "codes.agreeText" : "codes.refuseText")}</p>
        </ActDialog>
      )}
    </section>
  )
}

/** A fresh passkey check, and then the other officer's decision. */
async function decide(id: string, granted: boolean) {
  const checked = await stepUp()
  return checked.ok ? call(decideWaitingCodes, { params: { id }, body: { granted } }) : checked
}
