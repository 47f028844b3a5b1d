import { call, handOverTasks } from "@homesafe/api"
import { useState } from "react"
import { ActDialog } from "../app/act-dialog.tsx"
import { useConsole } from "../app/context.ts"
import { OfficerField, useTracers } from "./tracers.tsx"

/** Gives everything that the officer has to do, tasks and calls, to one colleague. */
export function HandOver({ onClose }: { readonly onClose: () => void }) {
  const { t, officer } = useConsole()
  const others = useTracers().filter(({ id }) => id !== officer.id)
  const [to, setTo] = useState<string | null>(null)
  return (
    <ActDialog
      title={t("tasks.handOver")}
      act={t("tasks.handOverAct")}
      isReady={to !== null}
      send={() => call(handOverTasks, { body: { from: officer.id, to: to ?? "" } })}
      onClose={onClose}
    >
      <p>{t("tasks.handOverText")}</p>
      {others.length === 0 ? (
        <p>{t("tasks.nobody")}</p>
      ) : (
        <OfficerField label={t("tasks.to")} officers={others} value={to} onChange={setTo} />
      )}
    </ActDialog>
  )
}
