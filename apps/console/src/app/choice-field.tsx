import { SelectField } from "@homesafe/ui"
import { useConsole } from "./context.ts"

/** A choice among words that a contract knows; empty until something is chosen, where nothing is to be assumed. */
export function ChoiceField<Value extends string>({
  label,
  options,
  value,
  words,
  onChange,
}: {
  readonly label: string
  readonly options: readonly Value[]
  readonly value: Value | null
  readonly words: (value: Value) => string
  readonly onChange: (value: Value) => void
}) {
  const { t } = useConsole()
  const choose = (text: string) => {
    const chosen = options.find((each) => each === text)
    if (chosen !== undefined) onChange(chosen)
  }
  return (
    <SelectField label={label} value={value ?? ""} onChange={(event) => choose(event.currentTarget.value)}>
      {value === null && <option value="">{t("state.choose")}</option>}
      {options.map((each) => (
        <option key={each} value={each}>
          {words(each)}
        </option>
      ))}
    </SelectField>
  )
}
