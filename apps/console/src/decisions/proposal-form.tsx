import type { CaseRecord, CaseVisit } from "@homesafe/api"
import { exposureWindow, mergeWindows, pathogenOf } from "@homesafe/domain"
import { Banner } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"
import { placeName } from "../app/names.ts"
import { sayTimes } from "../app/times.ts"
import { DecisionForm, type ProposalDraft } from "./decision-form.tsx"
import { standingOf } from "./standing.ts"

// A row of the list speaks of one service day (Spec §7): what lingers beyond its end would need the next day's key.
const DAY_MINUTES = 1440

/**
 * From a case's stays at a place on one day to a signed proposal: their windows with linger time as one. Where a warning about the place
 * and day stands already, the proposal corrects it and keeps its times.
 */
export function ProposalForm({
  theCase,
  visits: [visit, ...more],
  onDone,
}: {
  readonly theCase: CaseRecord
  readonly visits: readonly [CaseVisit, ...CaseVisit[]]
  readonly onDone: () => void
}) {
  const { t, deployment, catalogue } = useConsole()
  const say = sayTimes(deployment, t.language)
  const profile = pathogenOf(theCase.pathogen)
  const linger = profile?.lingerMinutes ?? 0
  const stays = [visit, ...more]
  const before = standingOf(catalogue, visit, profile?.template).find(({ state }) => state !== "proposed")
  const name = placeName(t, visit) ?? visit.vid
  const draft: ProposalDraft = {
    title: t(before ? "decision.kind.correction" : "propose.title", { venue: name }),
    vid: visit.vid,
    day: visit.day,
    windows: mergeWindows([
      ...stays.map(({ arrival, departure }) => exposureWindow(arrival, departure, linger)),
      ...(before?.windows ?? []),
    ]),
    template: before?.template ?? profile?.template ?? 1,
    severity: profile?.severity ?? 1,
    names: visit.venue?.names ?? null,
    isNamed: before?.isNamed ?? false,
    supersedes: before?.id ?? null,
    caseId: theCase.id,
    hours: hoursOfAll(stays),
    from: Math.min(...stays.map(({ arrival }) => arrival)),
  }
  const cutOff = Math.max(0, ...stays.map(({ departure }) => departure + linger - DAY_MINUTES))
  const said = stays.map(({ arrival, departure }) => say.minutes(visit.day, arrival, departure)).join("; ")
  return (
    <DecisionForm draft={draft} onLeave={onDone}>
      <p className="hint">{t("propose.riskText", { stay: said, minutes: linger })}</p>
      {before && (
        <Banner level="info" title={t("propose.standing")}>
          {t("propose.standingText", {
            times: before.windows.map(([from, until]) => say.units(visit.day, from, until)).join("; "),
          })}
        </Banner>
      )}
      {cutOff > 0 && (
        <p className="hint">
          {t("propose.dayEnds", { time: say.unitClock(visit.day, DAY_MINUTES / 5), minutes: cutOff })}
        </p>
      )}
    </DecisionForm>
  )
}

/** The hours whose keys any of the stays brought; null where the key of the day is there. */
function hoursOfAll(stays: readonly CaseVisit[]): readonly number[] | null {
  const each = stays.map(({ hours }) => hours)
  return each.includes(null) ? null : [...new Set(each.flatMap((hours) => hours ?? []))]
}
