import type { ConsoleTranslate } from "@homesafe/i18n/console"
import { Brand, DemonstrationStrip, LanguageSwitch, type Preferences } from "@homesafe/ui"
import type { ReactNode } from "react"

/** What surrounds the pages before the sign-in: whose console this is, and the reader's language. */
export function Outside({
  t,
  preferences,
  onChoose,
  strip,
  children,
}: {
  readonly t: ConsoleTranslate
  readonly preferences: Preferences
  readonly onChoose: (next: Preferences) => Promise<void>
  /** What says that nothing here is real; null where it is. */
  readonly strip: "drill.strip" | "demonstration.strip" | null
  readonly children: ReactNode
}) {
  return (
    <>
      {strip && <DemonstrationStrip text={t(strip)} />}
      <main className="narrow-page stack g6">
        <Brand name={t("brand.name")} href="/" />
        {children}
        <LanguageSwitch
          label={t("language.label")}
          names={{
            en: t("language.name.en"),
            "zh-Hant": t("language.name.zh-Hant"),
            "zh-Hans": t("language.name.zh-Hans"),
          }}
          value={preferences.language}
          onChange={(language) => void onChoose({ ...preferences, language })}
        />
      </main>
    </>
  )
}
