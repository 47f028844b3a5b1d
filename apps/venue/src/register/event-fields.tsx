import { dateOfDay, dayOfLunarDate } from "@homesafe/domain"
import { Button, Check, SelectField, TextField } from "@homesafe/ui"
import { useState } from "react"
import { usePortal } from "../app/context.ts"

/** An event's last day, and its dates by the lunar calendar. */
export function EventFields({
  from,
  until,
  error,
  onChange,
}: {
  readonly from: string
  readonly until: string
  readonly error: string | undefined
  readonly onChange: (dates: { readonly from?: string; readonly until: string }) => void
}) {
  const { t } = usePortal()
  const [isEvent, setEvent] = useState(until !== "")
  return (
    <>
      <Check
        label={t("new.event")}
        hint={t("new.eventHint")}
        checked={isEvent}
        onChange={(event) => {
          const { checked } = event.currentTarget
          setEvent(checked)
          onChange({ until: checked ? from : "" })
        }}
      />
      {isEvent && (
        <>
          <TextField
            label={t("new.until")}
            hint={t("new.untilHint")}
            type="date"
            min={from}
            value={until}
            error={error}
            onChange={(event) => onChange({ until: event.currentTarget.value })}
          />
          <LunarDates year={Number(from.slice(0, 4)) || new Date().getFullYear()} onChange={onChange} />
        </>
      )}
    </>
  )
}

const MONTHS = Array.from({ length: 12 }, (_, n) => n + 1)
const DAYS = Array.from({ length: 30 }, (_, n) => n + 1)

/** "The first to the fifteenth day of the first month": turned into dates, which the reader sees before anything is sent. */
function LunarDates({
  year,
  onChange,
}: {
  readonly year: number
  readonly onChange: (dates: { readonly from: string; readonly until: string }) => void
}) {
  const { t } = usePortal()
  const [lunar, setLunar] = useState({ year: year + 1, month: 1, first: 1, last: 15 })
  const [isBad, setBad] = useState(false)
  const choose = (field: keyof typeof lunar, values: readonly number[], say: (n: number) => string) => (
    <SelectField
      label={t(`lunar.${field}`)}
      value={lunar[field]}
      onChange={(event) => setLunar({ ...lunar, [field]: Number(event.currentTarget.value) })}
    >
      {values.map((n) => (
        <option key={n} value={n}>
          {say(n)}
        </option>
      ))}
    </SelectField>
  )
  const fill = () => {
    const [first, last] = [lunar.first, lunar.last].map((day) => dayOfLunarDate({ ...lunar, day }))
    setBad(first === undefined || last === undefined)
    if (first !== undefined && last !== undefined) onChange({ from: dateOfDay(first), until: dateOfDay(last) })
  }
  return (
    <details>
      <summary>{t("lunar.title")}</summary>
      <div className="stack g3">
        <div className="fields">
          {choose("year", [year, year + 1], String)}
          {choose("month", MONTHS, (n) => t("lunar.monthN", { n }))}
          {choose("first", DAYS, (n) => t("lunar.dayN", { n }))}
          {choose("last", DAYS, (n) => t("lunar.dayN", { n }))}
        </div>
        <p>
          <Button kind="quiet" onClick={fill}>
            {t("lunar.fill")}
          </Button>
        </p>
        <p className="small" role="status">
          {isBad ? t("lunar.none") : ""}
        </p>
      </div>
    </details>
  )
}
