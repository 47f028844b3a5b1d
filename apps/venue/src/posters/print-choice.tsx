import { Segmented, Switch } from "@homesafe/ui"
import { forms } from "@homesafe/ui/poster"
import { usePortal } from "../app/context.ts"
import type { PrintChoice } from "./draw.worker.ts"

/** The form and the ink of the posters: what a small printer, a copy shop or a black-and-white one needs. */
export function PrintChoiceFields({
  value,
  onChange,
}: {
  readonly value: PrintChoice
  readonly onChange: (next: PrintChoice) => void
}) {
  const { t } = usePortal()
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
    </div>
  )
}
