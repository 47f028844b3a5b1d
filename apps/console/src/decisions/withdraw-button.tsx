import { call, type Decision, proposeDecision } from "@homesafe/api"
import { hexOf, serviceDay, writeDecision } from "@homesafe/protocol"
import { Banner, Button, Dialog } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { goTo } from "../app/route.ts"
import { useAskAnew } from "../app/use-call.ts"
import { stepUp } from "../session/passkeys.ts"
import { problemText } from "../session/problem-text.ts"
import { signDecision } from "../session/signing-key.ts"

/** Proposes to take a published warning back; another officer approves it like any decision. */
export function WithdrawButton({ decision }: { readonly decision: Decision }) {
  const { t, deployment, officer } = useConsole()
  const askAnew = useAskAnew()
  const [isAsking, setAsking] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const withdraw = async () => {
    const bytes = writeDecision({
      v: 1,
      dep: deployment.dep,
      id: hexOf(crypto.getRandomValues(new Uint8Array(16))),
      vid: decision.vid,
      day: serviceDay(decision.day),
      windows: [],
      severity: decision.severity,
      template: decision.template,
      pool: null,
      supersedes: decision.id,
    })
    const checked = await stepUp()
    const signed = checked.ok ? await signDecision(officer, deployment.dep, bytes) : undefined
    const sent = signed && (await call(proposeDecision, { body: { ...signed, caseId: decision.caseId } }))
    askAnew()
    if (!checked.ok) return setFault(problemText(t, checked.problem))
    if (!sent) return setFault(t("key.missing"))
    if (!sent.ok) return setFault(problemText(t, sent.problem))
    setAsking(false)
    goTo(`/decisions/${sent.value.id}`)
  }
  return (
    <div>
      <Button kind="quiet" icon="undo" onClick={() => setAsking(true)}>
        {t("decision.withdraw")}
      </Button>
      <Dialog
        open={isAsking}
        title={t("decision.withdrawTitle")}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button kind="quiet" onClick={() => setAsking(false)}>
              {t("action.cancel")}
            </Button>
            <Button icon="key" onClick={() => void withdraw()}>
              {t("decision.withdrawSign")}
            </Button>
          </>
        }
      >
        <div className="stack g3">
          <p>{t("decision.withdrawText")}</p>
          {fault !== null && <Banner level="fault">{fault}</Banner>}
        </div>
      </Dialog>
    </div>
  )
}
