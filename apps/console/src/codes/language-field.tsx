import { type Language, languages } from "@homesafe/i18n"
import { SelectField } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"

/** The language of a message, each named in itself. */
export function LanguageField({
  label,
  value,
  onChange,
}: {
  readonly label: string
  readonly value: Language
  readonly onChange: (language: Language) => void
}) {
  const { t } = useConsole()
  return (
    <SelectField
      label={label}
      value={value}
      onChange={(event) => onChange(languages.find((each) => each === event.currentTarget.value) ?? t.language)}
    >
      {languages.map((each) => (
        <option key={each} value={each} lang={each}>
          {t(`language.name.${each}`)}
        </option>
      ))}
    </SelectField>
  )
}
