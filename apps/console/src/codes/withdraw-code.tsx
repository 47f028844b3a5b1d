import { call, withdrawCode } from "@homesafe/api"
import { Banner, Button, Dialog } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { useAskAnew } from "../app/use-call.ts"
import { problemText } from "../session/problem-text.ts"

/** Withdraws a case's unused code, after a clear question. */
export function WithdrawCode({ caseId, onDone }: { readonly caseId: string; readonly onDone: () => void }) {
  const { t } = useConsole()
  const askAnew = useAskAnew()
  const [isAsking, setAsking] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const withdraw = async () => {
    const done = await call(withdrawCode, { params: { id: caseId }, body: {} })
    setFault(done.ok ? null : problemText(t, done.problem))
    askAnew()
    if (!done.ok) return
    setAsking(false)
    onDone()
  }
  return (
    <>
      <Button kind="quiet" icon="x" onClick={() => setAsking(true)}>
        {t("codes.withdraw")}
      </Button>
      <Dialog
        open={isAsking}
        title={t("codes.withdrawTitle")}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button kind="quiet" onClick={() => setAsking(false)}>
              {t("action.cancel")}
            </Button>
            <Button kind="danger" onClick={() => void withdraw()}>
              {t("codes.withdraw")}
            </Button>
          </>
        }
      >
        <p>{t("codes.withdrawText")}</p>
        {fault !== null && <Banner level="fault">{fault}</Banner>}
      </Dialog>
    </>
  )
}
