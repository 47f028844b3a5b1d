import { loadPhone, type PhoneTranslate } from "@homesafe/i18n/phone"
import { applyPreferences, Loading, PhoneShell, type Preferences, readPreferences, showLooks } from "@homesafe/ui"
import { lazy, Suspense, useEffect, useMemo, useState } from "react"
import type { StartProblem } from "../keeper/answer-start.ts"
import { ask } from "../keeper/ask-keeper.ts"
import type { Overview } from "../keeper/views.ts"
import { hideAddress, returnToAddress } from "../lock/hide-address.ts"
import { App } from "../shell/app.tsx"
import { VoiceContext } from "../shell/app-context.ts"
import { MOVED_ADDRESS } from "../transfer/moved-address.ts"
import { hadDiary, markDiary } from "./diary-marker.ts"
import { LanguagePage } from "./language-page.tsx"
import type { Arrival } from "./read-arrival.ts"
import { StartProblemPage } from "./start-problem-page.tsx"
import { WelcomePage } from "./welcome-page.tsx"

// Rare first pages are files of their own, kept on the phone like every other.
const LockPage = lazy(async () => ({ default: (await import("../lock/lock-page.tsx")).LockPage }))
const MovedPage = lazy(async () => ({ default: (await import("../transfer/moved-page.tsx")).MovedPage }))
const GonePage = lazy(async () => ({ default: (await import("./gone-page.tsx")).GonePage }))

type Stage =
  | { readonly name: "opening" }
  | { readonly name: "language" }
  | { readonly name: "welcome"; readonly isMaking: boolean }
  | { readonly name: "problem"; readonly problem: StartProblem | "failed" }
  | { readonly name: "gone"; readonly isMaking: boolean }
  | { readonly name: "moved" }
  | { readonly name: "locked" }
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

  const openStore = async (mayCreate: boolean, isAfterLoss = false) => {
    try {
      if (mayCreate) {
        setStage(isAfterLoss ? { name: "gone", isMaking: true } : { name: "welcome", isMaking: true })
        // Asked before anything is kept, so that the browser does not clear it by itself. Not waited for: Firefox asks its owner,
        // who may never answer. Under Settings it is shown what came of it.
        void navigator.storage?.persist?.().catch(() => false)
      }
      const started = await ask("start", { mayCreate, isAfterLoss })
      if (started.ok) {
        const overview = await ask("overview", {})
        markDiary(overview.since)
        returnToAddress()
        setStage({ name: "open", overview })
      } else if (started.problem === "locked") {
        hideAddress()
        setStage({ name: "locked" })
      } else if (started.problem === "gone" || (started.problem === "not-created" && hadDiary())) {
        setStage({ name: "gone", isMaking: false })
      } else if (started.problem === "not-created") {
        setStage(location.pathname === MOVED_ADDRESS ? { name: "moved" } : { name: "language" })
      } else setStage({ name: "problem", problem: started.problem })
    } catch {
      setStage({ name: "problem", problem: "failed" })
    }
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page is opened.
  useEffect(() => {
    // Shown, not kept: before the reader has chosen anything, nothing is written.
    showLooks(preferences)
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
      <Suspense>
        {stage.name === "gone" && <GonePage isMaking={stage.isMaking} onBegin={() => void openStore(true, true)} />}
        {stage.name === "moved" && <MovedPage />}
        {stage.name === "locked" && (
          <LockPage isArriving={arrival?.kind === "venue-code"} onOpen={() => void openStore(false)} />
        )}
      </Suspense>
      {stage.name === "problem" && <StartProblemPage problem={stage.problem} onRetry={() => void openStore(true)} />}
      {stage.name === "open" && <App first={stage.overview} arrival={arrival} onClosed={() => void openStore(false)} />}
    </VoiceContext.Provider>
  )
}
