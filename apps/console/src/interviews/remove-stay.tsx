import { type CaseRecord, call, removeInterviewVisit } from "@homesafe/api"
import { Button } from "@homesafe/ui"
import { useState } from "react"
import { ActDialog } from "../app/act-dialog.tsx"
import { useConsole } from "../app/context.ts"

/** Asks, then removes a stay that was written down wrongly. */
export function RemoveStay({
  theCase,
  name,
  interview,
  onRemoved,
}: {
  readonly theCase: CaseRecord
  readonly name: string
  readonly interview: string
  readonly onRemoved: (interview: string) => void
}) {
  const { t } = useConsole()
  const [isAsked, setAsked] = useState(false)
  return (
    <>
      <Button
        kind="plain"
        icon="no"
        aria-label={t("interview.removeOf", { place: name })}
        onClick={() => setAsked(true)}
      >
        {t("interview.remove")}
      </Button>
      {isAsked && (
        <ActDialog
          title={t("interview.removeTitle", { place: name })}
          act={t("interview.remove")}
          kind="danger"
          send={() => call(removeInterviewVisit, { params: { id: theCase.id, visit: interview } })}
          onDone={() => onRemoved(interview)}
          onClose={() => setAsked(false)}
        >
          <p>{t("interview.removeText")}</p>
        </ActDialog>
      )}
    </>
  )
}
