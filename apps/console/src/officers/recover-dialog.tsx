import { call, type Officer, recoverOfficer } from "@homesafe/api"
import { useState } from "react"
import { AskReason } from "../app/ask-reason.tsx"
import { useConsole } from "../app/context.ts"
import { stepUp } from "../session/passkeys.ts"

/** An administrator proposes that an officer makes a new passkey, and says why. */
export function RecoverDialog({ officer, onClose }: { readonly officer: Officer; readonly onClose: () => void }) {
  const { t } = useConsole()
  const [id] = useState(() => crypto.randomUUID())
  return (
    <AskReason
      title={t("acts.recovery", { name: officer.name })}
      text={t("recovery.text")}
      act={t("recovery.propose")}
      label={t("recovery.reason")}
      hint={t("recovery.reasonHint")}
      send={async (reason) => {
        const checked = await stepUp()
        return checked.ok ? call(recoverOfficer, { params: { id }, body: { officer: officer.id, reason } }) : checked
      }}
      onClose={onClose}
    />
  )
}
