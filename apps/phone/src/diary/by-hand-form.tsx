import { formatDay, formatTime } from "@homesafe/i18n"
import { RETENTION_DAYS } from "@homesafe/protocol"
import { Banner, Button, SelectField, TextField } from "@homesafe/ui"
import { type FormEvent, useMemo, useState } from "react"
import { ask, nowSeconds } from "../keeper/ask-keeper.ts"
import type { VisitView } from "../keeper/views.ts"
import { useApp } from "../shell/app-context.ts"
import { leavingAt, momentOn, noonsBack } from "../visit/choose-times.ts"
import { PLACE_NAME_LENGTH } from "./clean-text.ts"
import { takePlace } from "./handed-place.ts"
import type { PlaceProblem } from "./keep-by-hand.ts"

type FormProblem = PlaceProblem | "arrival-missing" | "leaving-wrong"

const fieldOf: Readonly<Record<FormProblem, "name" | "arrival" | "leaving">> = {
  "name-missing": "name",
  "arrival-missing": "arrival",
  "to-come": "arrival",
  "day-not-kept": "arrival",
  "day-full": "arrival",
  "leaving-wrong": "leaving",
  "leaving-missing": "leaving",
  "left-before-arriving": "leaving",
}

/** Name, date, arrival and leaving of a place that has no code; `trip` words it for a flight, a train or a vehicle, whose number is its name. */
export function ByHandForm({
  visit,
  trip,
}: {
  readonly visit: VisitView | null
  readonly trip?: { readonly chip: string; readonly what: string; readonly name: string; readonly after: string }
}) {
  const { t, overview, go, say } = useApp()
  const timeOf = (at: number) => formatTime(at * 1000, t.language, overview.timeZone)
  const dayOf = (at: number) => formatDay(at * 1000, t.language, overview.timeZone)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the dates are those of the moment at which the form was opened.
  const noons = useMemo(() => noonsBack(nowSeconds(), RETENTION_DAYS + 1, timeOf), [])
  const [name, setName] = useState(visit ? visit.names.en : takePlace)
  const [ago, setAgo] = useState(() =>
    noons.findIndex((noon) => dayOf(noon) === dayOf(visit?.arrivedAt ?? nowSeconds())),
  )
  const [arrival, setArrival] = useState(timeOf(visit?.arrivedAt ?? nowSeconds()))
  const [leaving, setLeaving] = useState(visit?.leftAt == null ? "" : timeOf(visit.leftAt))
  const [problem, setProblem] = useState<FormProblem | null>(null)
  const keep = async (event: FormEvent) => {
    event.preventDefault()
    const arrivedAt = momentOn(arrival, noons[ago] ?? nowSeconds(), timeOf)
    if (arrivedAt === undefined) return setProblem("arrival-missing")
    const leftAt = leaving === "" ? null : leavingAt(leaving, arrivedAt, timeOf)
    if (leftAt === undefined) return setProblem("leaving-wrong")
    const outcome = await ask("keepPlace", { id: visit?.id ?? null, place: { name, arrivedAt, leftAt } })
    if (!outcome.ok) return setProblem(outcome.problem)
    say(t("byHand.saved"))
    go(trip?.after ?? `/diary/visit#${outcome.visit.id}`)
  }
  const errorOf = (field: "name" | "arrival" | "leaving") =>
    problem !== null && fieldOf[problem] === field ? t(`byHand.problem.${problem}`) : undefined
  return (
    <form className="stack g5" onSubmit={(event) => void keep(event)} noValidate>
      <Banner level="info" title={trip?.chip ?? t("byHand.chip")}>
        {trip?.what ?? t("byHand.what")}
      </Banner>
      <TextField
        label={trip?.name ?? t("byHand.name")}
        error={errorOf("name")}
        value={name}
        autoComplete="off"
        maxLength={PLACE_NAME_LENGTH}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <SelectField
        label={t("byHand.day")}
        value={String(ago)}
        onChange={(event) => setAgo(Number(event.currentTarget.value))}
      >
        {noons.map((noon, place) => (
          <option key={noon} value={place}>
            {place === 0 ? t("diary.today", { day: dayOf(noon) }) : dayOf(noon)}
          </option>
        ))}
      </SelectField>
      <TextField
        label={t("arrival.label")}
        error={errorOf("arrival")}
        type="time"
        value={arrival}
        onChange={(event) => setArrival(event.currentTarget.value)}
      />
      <TextField
        label={t("leaving.label")}
        optional={t("state.optional")}
        hint={t("byHand.leavingHint")}
        error={errorOf("leaving")}
        type="time"
        value={leaving}
        onChange={(event) => setLeaving(event.currentTarget.value)}
      />
      <Button type="submit" wide big>
        {t("byHand.save")}
      </Button>
    </form>
  )
}
