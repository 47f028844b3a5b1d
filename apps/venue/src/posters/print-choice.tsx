import { dateOfDay, readDate, ruleOn } from "@homesafe/domain"
import { type ServiceDay, serviceDayOf, unixSeconds } from "@homesafe/protocol"
import { Segmented, Switch, TextField } from "@homesafe/ui"
import { forms } from "@homesafe/ui/poster"
import { useState } from "react"
import { usePortal } from "../app/context.ts"
import { formatServiceDay } from "../app/days.ts"
import type { PrintChoice } from "./draw.worker.ts"

/** How posters are printed, and the day from which they hang: its rule stands on them. */
export interface PosterChoice extends PrintChoice {
  readonly ruleDay: ServiceDay
}

/** The choice to begin with: in colour, by today's rule. */
export function usePosterChoice(form: PrintChoice["form"] = "A4") {
  const { trust } = usePortal().deployment
  return useState<PosterChoice>(() => ({
    form,
    ink: "colour",
    ruleDay: serviceDayOf(unixSeconds(Math.floor(Date.now() / 1000)), trust.offset),
  }))
}

/** The form, the ink and the first day of the posters: what a small printer, a copy shop or a coming rule needs. */
export function PrintChoiceFields({
  value,
  category,
  onChange,
}: {
  readonly value: PosterChoice
  /** The category of the one venue that is printed; its rule of the day is shown. */
  readonly category?: number
  readonly onChange: (next: PosterChoice) => void
}) {
  const { t } = usePortal()
  const rule = useRule(category, value.ruleDay)
  return (
    <div className="card stack g3">
      <Segmented
        label={t("poster.form")}
        options={forms.map((form) => ({ value: form, label: t(`poster.form.${form}`) }))}
        value={value.form}
        onChange={(form) => onChange({ ...value, form })}
      />
      <Switch
        label={t("poster.black")}
        hint={t("poster.blackHint")}
        checked={value.ink === "black"}
        onChange={(event) => onChange({ ...value, ink: event.currentTarget.checked ? "black" : "colour" })}
      />
      {value.form !== "A4" && <p className="small soft">{t(`poster.hint.${value.form}`)}</p>}
      <TextField
        label={t("poster.hangsFrom")}
        hint={t("poster.hangsFromHint")}
        type="date"
        defaultValue={dateOfDay(value.ruleDay)}
        onChange={(event) => {
          const ruleDay = readDate(event.currentTarget.value)
          if (ruleDay !== undefined) onChange({ ...value, ruleDay })
        }}
      />
      {rule && (
        <p className="small" role="status">
          <b>{t("rules.onDay", { date: formatServiceDay(value.ruleDay, t.language) })}</b>: {t(`rules.rule.${rule}`)}
        </p>
      )}
    </div>
  )
}

function useRule(n: number | undefined, day: ServiceDay) {
  const { policy, catalogue } = usePortal().deployment
  const category = catalogue.categories.find((each) => each.n === n)
  return policy && category ? ruleOn(policy, category, day).rule : null
}
