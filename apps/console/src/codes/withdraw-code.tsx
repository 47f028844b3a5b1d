import { call, withdrawCode } from "@homesafe/api"
import { Button } from "@homesafe/ui"
import { useState } from "react"
import { ActDialog } from "../app/act-dialog.tsx"
import { useConsole } from "../app/context.ts"

/** Withdraws a case's unused code, after a clear question. */
export function WithdrawCode({ caseId, onDone }: { readonly caseId: string; readonly onDone: () => void }) {
  const { t } = useConsole()
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <Button kind="quiet" icon="x" onClick={() => setAsking(true)}>
        {t("codes.withdraw")}
      </Button>
      {isAsking && (
        <ActDialog
          title={t("codes.withdrawTitle")}
          act={t("codes.withdraw")}
          kind="danger"
          send={() => call(withdrawCode, { params: { id: caseId }, body: {} })}
          onDone={onDone}
          onClose={() => setAsking(false)}
        >
          <p>{t("codes.withdrawText")}</p>
        </ActDialog>
      )}
    </>
  )
}
