import { call, closeInspection, type Inspection, type Names } from "@homesafe/api"
import { Banner, Button, TextAreaField } from "@homesafe/ui"
import { useState } from "react"
import { ActDialog } from "../app/act-dialog.tsx"
import { useConsole } from "../app/context.ts"
import { nameIn } from "../app/names.ts"
import { FindVenue } from "../doors/pick-venue.tsx"

/** What was found where a reported code hung, and, where it was somebody's door, which venue is told. */
export function NoteFinding({
  inspection: { id, alike },
  onClose,
}: {
  readonly inspection: Inspection
  readonly onClose: () => void
}) {
  const { t } = useConsole()
  const [finding, setFinding] = useState("")
  const [venue, setVenue] = useState<{ readonly id: string; readonly names: Names } | null>(null)
  const body = { finding: finding.trim(), venue: venue?.id ?? null }
  return (
    <ActDialog
      title={t("inspections.note")}
      act={t("inspections.keep")}
      isReady={body.finding.length >= 3}
      send={() => call(closeInspection, { params: { id }, body })}
      onClose={onClose}
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
    </ActDialog>
  )
}
