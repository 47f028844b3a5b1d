import { call, withdrawCode } from "@homesafe/api"
import { Button } from "@homesafe/ui"
import { useState } from "react"
import { AskFirst } from "../app/ask-first.tsx"
import { useConsole } from "../app/context.ts"

/** Withdraws a case's unused code, after a clear question. */
export function WithdrawCode({ caseId, onDone }: { readonly caseId: string; readonly onDone: () => void }) {
  const { t } = useConsole()
  const [isAsking, setAsking] = useState(false)
  const withdraw = async () => {
    const done = await call(withdrawCode, { params: { id: caseId }, body: {} })
    if (done.ok) onDone()
    return done
  }
  return (
    <>
      <Button kind="quiet" icon="x" onClick={() => setAsking(true)}>
        {t("codes.withdraw")}
      </Button>
      {isAsking && (
        <AskFirst
          title={t("codes.withdrawTitle")}
          text={t("codes.withdrawText")}
          action={t("codes.withdraw")}
          isDanger
          run={withdraw}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}
