import { call, decideWaitingCodes, listWaitingCodes, type WaitingCodes } from "@homesafe/api"
import { Banner, Button, Chip, Dialog } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { useAskAnew, useCall } from "../app/use-call.ts"
import { stepUp } from "../session/passkeys.ts"
import { problemText } from "../session/problem-text.ts"

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
        <DecideCodes id={waiting.id} title={title} granted={deciding} onClose={() => setDeciding(null)} />
      )}
    </section>
  )
}

/** Asks what to look at before another officer's codes are agreed to or refused; a passkey decides. */
function DecideCodes({
  id,
  title,
  granted,
  onClose,
}: {
  readonly id: string
  readonly title: string
  readonly granted: boolean
  readonly onClose: () => void
}) {
  const { t } = useConsole()
  const askAnew = useAskAnew()
  const [fault, setFault] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const decide = async () => {
    setBusy(true)
    const checked = await stepUp()
    const done = checked.ok ? await call(decideWaitingCodes, { params: { id }, body: { granted } }) : checked
    setBusy(false)
    setFault(done.ok ? null : problemText(t, done.problem))
    askAnew()
    if (done.ok) onClose()
  }
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button kind="quiet" onClick={onClose}>
            {t("action.cancel")}
          </Button>
          <Button kind={granted ? "primary" : "danger"} busy={isBusy} onClick={() => void decide()}>
            {t(granted ? "codes.agree" : "codes.refuse")}
          </Button>
        </>
      }
    >
      <p>{t(granted ? "codes.agreeText" : "codes.refuseText")}</p>
      {fault !== null && <Banner level="fault">{fault}</Banner>}
    </Dialog>
  )
}
