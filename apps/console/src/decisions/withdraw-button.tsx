import type { Decision } from "@homesafe/api"
import { serviceDay } from "@homesafe/protocol"
import { Banner, Button, Dialog } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { usePropose } from "./use-propose.ts"

/** Proposes to take a published warning back; another officer approves it like any decision. */
export function WithdrawButton({ decision }: { readonly decision: Decision }) {
  const { t } = useConsole()
  const propose = usePropose()
  const [isAsking, setAsking] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const withdraw = async () => {
    const { vid, severity, template, id, caseId } = decision
    const day = serviceDay(decision.day)
    setFault(await propose({ vid, day, windows: [], severity, template, supersedes: id }, caseId))
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
