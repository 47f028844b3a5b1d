import { diseaseOf } from "@homesafe/domain"
import { SelectField } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"
import { textIn } from "../app/names.ts"

/** The signed catalogue's pieces of advice, by disease. */
export function AdviceField({
  template,
  onChange,
}: {
  readonly template: number
  readonly onChange: (template: number) => void
}) {
  const { t, catalogue } = useConsole()
  return (
    <SelectField
      label={t("propose.advice")}
      value={String(template)}
      onChange={(event) => onChange(Number(event.currentTarget.value))}
    >
      {catalogue.templates.map((x) => (
        <option key={x.n} value={x.n}>
          {diseaseOf(textIn(x, t.language))}
        </option>
      ))}
    </SelectField>
  )
}
