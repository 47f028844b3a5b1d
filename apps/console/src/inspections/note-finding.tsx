import { type CallProblem, call, closeInspection, type Inspection, type Names } from "@homesafe/api"
import { Banner, Button, Dialog, TextAreaField } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { nameIn } from "../app/names.ts"
import { useAskAnew } from "../app/use-call.ts"
import { FindVenue } from "../doors/pick-venue.tsx"
import { problemText } from "../session/problem-text.ts"

/** What was found where a reported code hung, and, where it was somebody's door, which venue is told. */
export function NoteFinding({
  inspection: { id, alike },
  onClose,
}: {
  readonly inspection: Inspection
  readonly onClose: () => void
}) {
  const { t } = useConsole()
  const askAnew = useAskAnew()
  const [finding, setFinding] = useState("")
  const [venue, setVenue] = useState<{ readonly id: string; readonly names: Names } | null>(null)
  const [problem, setProblem] = useState<CallProblem | null>(null)
  const [isBusy, setBusy] = useState(false)
  const keep = async () => {
    setBusy(true)
    const body = { finding: finding.trim(), venue: venue?.id ?? null }
    const kept = await call(closeInspection, { params: { id }, body })
    setBusy(false)
    setProblem(kept.ok ? null : kept.problem)
    if (!kept.ok) return
    onClose()
    askAnew()
  }
  return (
    <Dialog
      open
      title={t("inspections.note")}
      onClose={onClose}
      actions={
        <>
          <Button kind="quiet" onClick={onClose}>
            {t("action.cancel")}
          </Button>
          <Button disabled={finding.trim().length < 3} busy={isBusy} onClick={() => void keep()}>
            {t("inspections.keep")}
          </Button>
        </>
      }
    >
      {alike > 0 && <p>{t("inspections.answersAll", { n: alike })}</p>}
      <TextAreaField
        label={t("inspections.finding")}
        value={finding}
        onChange={(event) => setFinding(event.currentTarget.value)}
      />
      {venue === null ? (
        <FindVenue
          label={t("inspections.venue")}
          hint={t("inspections.venueHint")}
          optional={t("state.optional")}
          onPick={setVenue}
        />
      ) : (
        <Banner level="info" title={t("inspections.chosen", { name: nameIn(venue.names, t.language) })}>
          <p>{t("inspections.venueHint")}</p>
          <Button kind="plain" onClick={() => setVenue(null)}>
            {t("inspections.unchoose")}
          </Button>
        </Banner>
      )}
      {problem && <Banner level="fault">{problemText(t, problem)}</Banner>}
    </Dialog>
  )
}
