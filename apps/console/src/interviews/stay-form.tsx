import {
  type CallResult,
  type CaseRecord,
  type CaseVisit,
  call,
  type InterviewSource,
  interviewSource,
  putInterviewVisit,
  type ReplyOf,
} from "@homesafe/api"
import { dateOfDay, readDate, type StayFault } from "@homesafe/domain"
import type { ServiceDay } from "@homesafe/protocol"
import { Banner, Button, SelectField, TextField } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { minuteOfClock, sayTimes } from "../app/times.ts"
import { useAskAnew } from "../app/use-call.ts"
import { problemText } from "../session/problem-text.ts"
import { PlaceField, type PlaceOfForm } from "./place-field.tsx"

/** One stay of a day: where, from when until when, and how the case knows. */
export function StayForm({
  theCase,
  day,
  onKept,
}: {
  readonly theCase: CaseRecord
  readonly day: ServiceDay
  readonly onKept: (id: string, visits: readonly CaseVisit[]) => void
}) {
  const { t, deployment } = useConsole()
  const askAnew = useAskAnew()
  const say = sayTimes(deployment, t.language)
  const [place, setPlace] = useState<PlaceOfForm | null>(null)
  const [from, setFrom] = useState("")
  const [until, setUntil] = useState("")
  const [lastDate, setLastDate] = useState(dateOfDay(day))
  const [how, setHow] = useState<InterviewSource>("memory")
  const [fault, setFault] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const save = async () => {
    const start = say.unitClock(day, 0)
    const lastDay = readDate(lastDate)
    const [begin, end] = [minuteOfClock(from, start), minuteOfClock(until, start)]
    if (!place) return setFault(t("interview.placeNeeded"))
    if (begin === undefined || end === undefined || lastDay === undefined) return setFault(t("interview.timesNeeded"))
    const id = crypto.randomUUID()
    // The clock time at which a service day begins is also that at which the one before ends.
    const moments = { from: { day, minute: begin }, until: { day: lastDay, minute: end || 1440 } }
    setBusy(true)
    const kept = await call(putInterviewVisit, {
      params: { id: theCase.id, visit: id },
      body: { place: place.place, ...moments, how },
    })
    setBusy(false)
    setFault(faultOf(kept))
    if (!kept.ok) return
    onKept(id, kept.value.visits)
    askAnew()
    setPlace(null)
    setFrom("")
    setUntil("")
  }
  const faultOf = (kept: CallResult<ReplyOf<typeof putInterviewVisit>>): string | null => {
    if (kept.ok) return null
    const field = kept.problem === "stay-not-allowed" ? faults.find((each) => each === kept.field) : undefined
    return field ? t(`interview.fault.${field}`) : problemText(t, kept.problem)
  }
  return (
    <form
      className="stack g4"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <h3>{t("interview.stay", { day: say.day(day) })}</h3>
      <PlaceField place={place} onPlace={setPlace} />
      <div className="times">
        <TextField
          label={t("interview.from")}
          type="time"
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextField
          label={t("interview.until")}
          type="time"
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      </div>
      <TextField
        label={t("interview.lastDay")}
        hint={t("interview.lastDayHint")}
        type="date"
        value={lastDate}
        onChange={(event) => setLastDate(event.currentTarget.value)}
      />
      <SelectField
        label={t("interview.how")}
        value={how}
        onChange={(event) => setHow(interviewSource.parse(event.currentTarget.value))}
      >
        {interviewSource.options.map((each) => (
          <option key={each} value={each}>
            {t(`interview.how.${each}`)}
          </option>
        ))}
      </SelectField>
      {fault !== null && <Banner level="fault">{fault}</Banner>}
      <div>
        <Button type="submit" icon="check" busy={isBusy}>
          {t("interview.keep")}
        </Button>
      </div>
    </form>
  )
}

const faults: readonly StayFault[] = ["order", "future", "length", "age"]
