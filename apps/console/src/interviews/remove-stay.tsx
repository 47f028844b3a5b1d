import { type CaseRecord, call, removeInterviewVisit } from "@homesafe/api"
import { Banner, Button, Dialog } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { useAskAnew } from "../app/use-call.ts"
import { problemText } from "../session/problem-text.ts"

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
  const askAnew = useAskAnew()
  const [isAsked, setAsked] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const remove = async () => {
    const removed = await call(removeInterviewVisit, { params: { id: theCase.id, visit: interview } })
    setFault(removed.ok ? null : problemText(t, removed.problem))
    if (!removed.ok) return
    onRemoved(interview)
    askAnew()
  }
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
      <Dialog
        open={isAsked}
        title={t("interview.removeTitle", { place: name })}
        onClose={() => setAsked(false)}
        actions={
          <>
            <Button kind="quiet" onClick={() => setAsked(false)}>
              {t("action.cancel")}
            </Button>
            <Button icon="no" onClick={() => void remove()}>
              {t("interview.remove")}
            </Button>
          </>
        }
      >
        <p>{t("interview.removeText")}</p>
        {fault !== null && <Banner level="fault">{fault}</Banner>}
      </Dialog>
    </>
  )
}
