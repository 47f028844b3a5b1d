import { serviceDayOf, unixSeconds } from "@homesafe/protocol"
import { TextField } from "@homesafe/ui"
import { type ReactNode, useState } from "react"
import { useConsole } from "./context.ts"
import { dateOfDay, momentOf } from "./dates.ts"
import { sayTimes } from "./times.ts"

/** A day and a time to choose, beginning with a moment; nothing while they name none. Seconds. */
export function useDue(first: number): readonly [due: number | undefined, fields: ReactNode] {
  const { t, deployment } = useConsole()
  const say = sayTimes(deployment, t.language)
  const day = serviceDayOf(unixSeconds(first), deployment.offset)
  const startClock = say.unitClock(day, 0)
  const [clock, setClock] = useState(() => say.time(first))
  // After midnight it is still the service day of the date before.
  const [date, setDate] = useState(() => dateOfDay(clock < startClock ? day + 1 : day))
  const fields = (
    <div className="times">
      <TextField
        label={t("due.date")}
        type="date"
        value={date}
        onChange={(event) => setDate(event.currentTarget.value)}
      />
      <TextField
        label={t("due.time")}
        type="time"
        value={clock}
        onChange={(event) => setClock(event.currentTarget.value)}
      />
    </div>
  )
  return [momentOf(date, clock, { offset: deployment.offset, startClock }), fields]
}
