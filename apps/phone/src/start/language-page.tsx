import { type Language, languages } from "@homesafe/i18n"
import { Brand, Button, PhoneShell } from "@homesafe/ui"
import { useVoice } from "../shell/app-context.ts"

// Each language asks in its own words: nobody has chosen one yet.
const asks = { "zh-Hant": "language.ask.zh-Hant", "zh-Hans": "language.ask.zh-Hans", en: "language.ask.en" } as const

/** The first thing of all: which language. */
export function LanguagePage({ onChosen }: { readonly onChosen: () => void }) {
  const { t, preferences, setPreferences } = useVoice()
  const choose = (language: Language) => {
    setPreferences({ ...preferences, language })
    onChosen()
  }
  return (
    <PhoneShell skip={t("nav.skip")}>
      <div className="stack g6 first-page">
        <Brand name={t("brand.name")} href="/" />
        <h1 className="stack g1">
          {languages.map((language) => (
            <span key={language} lang={language} className="block">
              {t(asks[language])}
            </span>
          ))}
        </h1>
        <div className="stack g3">
          {languages.map((language) => (
            <Button
              key={language}
              kind={language === preferences.language ? "primary" : "quiet"}
              big
              wide
              lang={language}
              onClick={() => choose(language)}
            >
              {t(`language.name.${language}`)}
            </Button>
          ))}
        </div>
      </div>
    </PhoneShell>
  )
}
