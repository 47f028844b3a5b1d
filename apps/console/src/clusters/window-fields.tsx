import type { BodyOf, startAnalysis } from "@homesafe/api"
import { pathogens, readDate } from "@homesafe/domain"
import { serviceDayOf, unixSeconds } from "@homesafe/protocol"
import { SelectField, TextField } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"
import { dateOfDay } from "../app/dates.ts"
import { diseaseName } from "../cases/diseases.ts"

/** What stands in the fields. */
export interface FilledWindow {
  readonly from: string
  readonly until: string
  readonly pathogen: string
  readonly leastCases: string
  readonly windowDays: string
}

const WEEKS = 6

/** The last weeks until today, and what makes a cluster unless an officer says otherwise. */
export function lastWeeks(offset: number): FilledWindow {
  const today = serviceDayOf(unixSeconds(Math.floor(Date.now() / 1000)), offset)
  const days = { from: dateOfDay(today - WEEKS * 7 + 1), until: dateOfDay(today) }
  return { ...days, pathogen: String(pathogens[0]?.n ?? 1), leastCases: "3", windowDays: "7" }
}

/** What the server is asked; nothing while a field is wrong. */
export function windowOf(filled: FilledWindow): Omit<BodyOf<typeof startAnalysis>, "purpose"> | undefined {
  const [from, until] = [readDate(filled.from), readDate(filled.until)]
  const [leastCases, windowDays] = [Number(filled.leastCases), Number(filled.windowDays)]
  if (from === undefined || until === undefined || until < from) return undefined
  if (!isBetween(leastCases, 2, 50) || !isBetween(windowDays, 1, 31)) return undefined
  return { from, until, pathogen: Number(filled.pathogen), leastCases, windowDays }
}

const isBetween = (n: number, least: number, most: number) => Number.isInteger(n) && least <= n && n <= most

/** The window of days, the disease, and what makes a cluster. */
export function WindowFields({
  window,
  onWindow,
}: {
  readonly window: FilledWindow
  readonly onWindow: (window: FilledWindow) => void
}) {
  const { t, catalogue } = useConsole()
  const field = (name: keyof FilledWindow) => ({
    value: window[name],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      onWindow({ ...window, [name]: event.currentTarget.value }),
  })
  return (
    <section className="card stack g3" aria-label={t("clusters.window")}>
      <p className="soft small">{t("clusters.windowText")}</p>
      <div className="case-search">
        <SelectField label={t("case.pathogen")} {...field("pathogen")}>
          {pathogens.map(({ n }) => (
            <option key={n} value={n}>
              {diseaseName(t, catalogue, n)}
            </option>
          ))}
        </SelectField>
        <TextField label={t("clusters.from")} type="date" {...field("from")} />
        <TextField label={t("clusters.until")} type="date" {...field("until")} />
        <TextField label={t("clusters.leastCases")} type="number" min={2} max={50} {...field("leastCases")} />
        <TextField label={t("clusters.windowDays")} type="number" min={1} max={31} {...field("windowDays")} />
      </div>
    </section>
  )
}
