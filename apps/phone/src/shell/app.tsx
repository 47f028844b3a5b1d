import { Button, ErrorBoundary, ErrorState, Toast } from "@homesafe/ui"
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react"
import { DiaryPage } from "../diary/diary-page.tsx"
import { AlertPage } from "../exposure/alert-page.tsx"
import { ask, onKeeperChange } from "../keeper/ask-keeper.ts"
import type { Overview } from "../keeper/views.ts"
import { ScanPlace } from "../scan/scan-place.tsx"
import { ProofPage } from "../settings/proof-page.tsx"
import { SettingsPage } from "../settings/settings-page.tsx"
import type { Arrival } from "../start/read-arrival.ts"
import { WelcomeText } from "../start/welcome-page.tsx"
import { SharePage } from "../upload/share-page.tsx"
import { VisitPage } from "../visit/visit-page.tsx"
import { AppContext, type AppFacts, useVoice } from "./app-context.ts"
import { Page } from "./page.tsx"
import { useRoute } from "./use-route.ts"

// Seconds between looks at the clock: erasing, automatic leaving, and whether the list is due.
const TICK_SECONDS = 15

/** The app once the store is open. */
export function App({ first, arrival }: { readonly first: Overview; readonly arrival: Arrival }) {
  const voice = useVoice()
  const [route, go] = useRoute()
  const [overview, setOverview] = useState(first)
  const [toast, setToast] = useState<{ text: string; undo?: () => void } | null>(null)
  const [isChecking, setChecking] = useState(false)
  const isAsking = useRef(false)

  const checkNow = useCallback(async () => {
    if (isAsking.current) return
    isAsking.current = true
    setChecking(true)
    await ask("checkList", {}).finally(() => {
      isAsking.current = false
      setChecking(false)
    })
    setOverview(await ask("overview", {}))
  }, [])

  useEffect(() => {
    const look = async () => {
      const { isCheckDue } = await ask("tick", {})
      if (isCheckDue && navigator.onLine) await checkNow()
      setOverview(await ask("overview", {}))
    }
    const again = () => void look()
    const visible = () => document.visibilityState === "visible" && again()
    const online = () => void checkNow()
    const stop = onKeeperChange(
      // Everything was erased in another tab: begin again.
      () => void ask("overview", {}).then(setOverview, () => location.reload()),
    )
    const timer = setInterval(again, TICK_SECONDS * 1000)
    document.addEventListener("visibilitychange", visible)
    addEventListener("online", online)
    void checkNow()
    return () => {
      stop()
      clearInterval(timer)
      document.removeEventListener("visibilitychange", visible)
      removeEventListener("online", online)
    }
  }, [checkNow])

  const facts = useMemo<AppFacts>(
    () => ({
      ...voice,
      overview,
      go,
      checkNow,
      isChecking,
      say: (text, undo) => setToast(undo ? { text, undo } : { text }),
    }),
    [voice, overview, go, checkNow, isChecking],
  )
  const failed = (
    <ErrorState
      title={voice.t("error.title")}
      text={voice.t("error.body")}
      action={<Button onClick={() => location.reload()}>{voice.t("action.reload")}</Button>}
    />
  )
  return (
    <AppContext.Provider value={facts}>
      <ErrorBoundary key={route.path} fallback={failed}>
        {pageAt(route.path, route.id, arrival)}
      </ErrorBoundary>
      {toast && (
        <Toast
          text={toast.text}
          onDone={() => setToast(null)}
          {...(toast.undo
            ? {
                undoLabel: voice.t("action.undo"),
                onUndo: () => {
                  toast.undo?.()
                  setToast(null)
                },
              }
            : {})}
        />
      )}
    </AppContext.Provider>
  )
}

function pageAt(path: string, id: string, arrival: Arrival): ReactNode {
  switch (path) {
    case "/diary":
      return <DiaryPage />
    case "/diary/visit":
      return <VisitPage id={id} />
    case "/diary/exposure":
      return <AlertPage id={id} />
    case "/share":
      return <SharePage digits={arrival?.kind === "upload-code" ? arrival.digits : ""} />
    case "/settings":
      return <SettingsPage />
    case "/settings/proof":
      return <ProofPage />
    case "/settings/about":
      return <AboutPage />
    default:
      return <ScanPlace scanned={arrival?.kind === "venue-code" ? arrival.text : null} />
  }
}

function AboutPage() {
  const { t } = useVoice()
  return (
    <Page title={t("about.title")} back="/settings" place="settings">
      <WelcomeText />
    </Page>
  )
}
