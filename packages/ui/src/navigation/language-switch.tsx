import { type Language, languages } from "@homesafe/i18n"

/** Each language under its own name, in its own script. */
export function LanguageSwitch({
  label,
  names,
  value,
  onChange,
}: {
  readonly label: string
  readonly names: Readonly<Record<Language, string>>
  readonly value: Language
  readonly onChange: (language: Language) => void
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame; the group's name is what matters.
    <div className="segmented" role="group" aria-label={label}>
      {languages.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={language === value}
          onClick={() => onChange(language)}
        >
          {names[language]}
        </button>
      ))}
    </div>
  )
}
