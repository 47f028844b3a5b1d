import { listOfficerActs } from "@homesafe/api"
import { Banner, Button } from "@homesafe/ui"
import { useState } from "react"
import { ActDialog } from "../app/act-dialog.tsx"
import { useConsole } from "../app/context.ts"
import { useCall } from "../app/use-call.ts"
import { decide } from "./acts-part.tsx"

/** Tells an officer who is signed in that somebody wants a new passkey for them, and stops it. */
export function OwnRecovery() {
  const { t, officer } = useConsole()
  const acts = useCall(listOfficerActs, {}).value?.acts ?? []
  const act = acts.find((each) => each.kind === "recovery" && each.officer?.id === officer.id)
  const [isStopping, setStopping] = useState(false)
  if (!act) return null
  return (
    <Banner level="caution" title={t("recovery.told")}>
      <div className="stack g3">
        <p>{t("recovery.toldText", { name: act.proposedBy.name, reason: act.reason ?? "" })}</p>
        <div>
          <Button kind="quiet" icon="no" onClick={() => setStopping(true)}>
            {t("recovery.stop")}
          </Button>
        </div>
      </div>
      {isStopping && (
        <ActDialog
          title={t("recovery.told")}
          act={t("recovery.stop")}
          kind="danger"
          send={() => decide(act.id, false)}
          onClose={() => setStopping(false)}
        >
          <p>{t("acts.endText")}</p>
        </ActDialog>
      )}
    </Banner>
  )
}
