import { loadPhone, type PhoneTranslate } from "@homesafe/i18n/phone"
import { applyPreferences, Loading, PhoneShell, type Preferences, readPreferences } from "@homesafe/ui"
import { useEffect, useMemo, useState } from "react"
import { ask } from "../keeper/ask-keeper.ts"
import type { StartProblem } from "../keeper/commands.ts"
import type { Overview } from "../keeper/views.ts"
import { App } from "../shell/app.tsx"
import { VoiceContext } from "../shell/app-context.ts"
import { LanguagePage } from "./language-page.tsx"
import type { Arrival } from "./read-arrival.ts"
import { StartProblemPage } from "./start-problem-page.tsx"
import { WelcomePage } from "./welcome-page.tsx"

type Stage =
  | { readonly name: "opening" }
  | { readonly name: "language" }
  | { readonly name: "welcome"; readonly isMaking: boolean }
  | { readonly name: "problem"; readonly problem: StartProblem | "failed" }
  | { readonly name: "open"; readonly overview: Overview }

/** From the first byte to the first page: language, what this is, the phone's own store. */
export function Start({ arrival }: { readonly arrival: Arrival }) {
  const [preferences, choosePreferences] = useState<Preferences>(readPreferences)
  const [t, setT] = useState<PhoneTranslate | null>(null)
  const [stage, setStage] = useState<Stage>({ name: "opening" })

  useEffect(() => {
    let isCurrent = true
    document.documentElement.lang = preferences.language
    void loadPhone(preferences.language).then((loaded) => isCurrent && setT(() => loaded))
    return () => {
      isCurrent = false
    }
  }, [preferences.language])

  const openStore = async (mayCreate: boolean) => {
    try {
      if (mayCreate) {
        setStage({ name: "welcome", isMaking: true })
        // Asked before anything is kept, so that the browser does not clear it by itself. A refusal is shown under Settings.
        await navigator.storage?.persist?.()
      }
      const started = await ask("start", { mayCreate })
      if (started.ok) setStage({ name: "open", overview: await ask("overview", {}) })
      else if (started.problem === "not-created") setStage({ name: "language" })
      else setStage({ name: "problem", problem: started.problem })
    } catch {
      setStage({ name: "problem", problem: "failed" })
    }
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page is opened.
  useEffect(() => {
    applyLooks(preferences)
    void openStore(false)
  }, [])

  const voice = useMemo(() => {
    if (!t) return null
    const setPreferences = (next: Preferences) => {
      applyPreferences(next)
      choosePreferences(next)
    }
    return { t, preferences, setPreferences }
  }, [t, preferences])
  if (!voice) return null
  return (
    <VoiceContext.Provider value={voice}>
      {stage.name === "opening" && (
        <PhoneShell skip={voice.t("nav.skip")}>
          <Loading text={voice.t("state.loading")} />
        </PhoneShell>
      )}
      {stage.name === "language" && <LanguagePage onChosen={() => setStage({ name: "welcome", isMaking: false })} />}
      {stage.name === "welcome" && <WelcomePage isMaking={stage.isMaking} onBegin={() => void openStore(true)} />}
      {stage.name === "problem" && <StartProblemPage problem={stage.problem} onRetry={() => void openStore(true)} />}
      {stage.name === "open" && <App first={stage.overview} arrival={arrival} />}
    </VoiceContext.Provider>
  )
}

// Shown, not kept: before the reader has chosen anything, nothing is written.
function applyLooks({ theme, text, contrast }: Preferences): void {
  const { dataset } = document.documentElement
  if (theme !== "system") dataset.theme = theme
  if (text !== "normal") dataset.text = text
  if (contrast !== "system") dataset.contrast = contrast
}
