import { LanguageSwitch } from "@homesafe/ui"
import { useGate } from "../app/context.ts"

/** The staff's language on this device. */
export function LanguageRow() {
  const { t, preferences, setPreferences } = useGate()
  return (
    <LanguageSwitch
      label={t("language.label")}
      names={{ en: "English", "zh-Hant": "繁體中文", "zh-Hans": "简体中文" }}
      value={preferences.language}
      onChange={(language) => setPreferences({ ...preferences, language })}
    />
  )
}
