import { Button, ErrorBoundary, ErrorState, Loading, Toast } from "@homesafe/ui"
import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react"
import { checkNow } from "../feed/check-now.ts"
import { ask, onKeeperChange } from "../keeper/ask-keeper.ts"
import type { Overview } from "../keeper/views.ts"
import { useLock } from "../lock/use-lock.ts"
import { askForPeriodicChecks } from "../push/switch-push.ts"
import { NoRoomDialog } from "../start/no-room-dialog.tsx"
import type { Arrival } from "../start/read-arrival.ts"
import { LeavingReminder } from "../visit/remind-to-leave.ts"
import { AppContext, type AppFacts, useVoice } from "./app-context.ts"
import { PageAt } from "./pages.tsx"
import { useRoute } from "./use-route.ts"

// The camera comes first: whoever opens the app stands at a door. Whatever had to be erased was, before anything was shown.
const FIRST_LOOK_MS = 1000
// Seconds between looks at the clock: erasing, automatic leaving, and whether the list is due.
const TICK_SECONDS = 15

/** The app once the store is open. */
export function App({
  first,
  arrival,
  onClosed,
}: {
  readonly first: Overview
  readonly arrival: Arrival
  /** The store was locked or erased, here or in another tab: nothing of it may be shown any longer. */
  readonly onClosed: () => void
}) {
  const voice = useVoice()
  const [route, go] = useRoute()
  const [overview, setOverview] = useState(first)
  const [toast, setToast] = useState<{ text: string; undo?: () => void } | null>(null)

  const closed = useRef(onClosed)
  closed.current = onClosed
  useLock(overview.lock.kind !== "none", voice.t("brand.name"))

  const checkAndLook = useCallback(async () => {
    await checkNow()
    setOverview(await ask("overview", {}))
  }, [])

  useEffect(() => {
    const look = async () => {
      const { isCheckDue } = await ask("tick", {})
      if (isCheckDue && navigator.onLine) await checkNow()
      setOverview(await ask("overview", {}))
    }
    const again = () => void look().catch(() => closed.current())
    const visible = () => document.visibilityState === "visible" && again()
    const online = () => void checkAndLook()
    const stop = onKeeperChange(() => void ask("overview", {}).then(setOverview, () => closed.current()))
    const timer = setInterval(again, TICK_SECONDS * 1000)
    document.addEventListener("visibilitychange", visible)
    addEventListener("online", online)
    const firstLook = setTimeout(() => {
      again()
      if (navigator.onLine) void checkAndLook()
    }, FIRST_LOOK_MS)
    return () => {
      stop()
      clearTimeout(firstLook)
      clearInterval(timer)
      document.removeEventListener("visibilitychange", visible)
      removeEventListener("online", online)
    }
  }, [checkAndLook])

  const { t } = voice
  useEffect(() => {
    const timer = setTimeout(() => {
      // The service worker cannot ask which language its owner reads.
      void ask("keepNotice", { title: t("notice.title"), body: t("notice.body"), language: t.language })
      void askForPeriodicChecks()
    }, FIRST_LOOK_MS)
    return () => clearTimeout(timer)
  }, [t])

  const facts = useMemo<AppFacts>(
    () => ({
      ...voice,
      overview,
      go,
      checkNow: checkAndLook,
      say: (text, undo) => setToast(undo ? { text, undo } : { text }),
    }),
    [voice, overview, go, checkAndLook],
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
      <Suspense fallback={<Loading text={voice.t("state.loading")} />}>
        <ErrorBoundary key={route.path} fallback={failed}>
          <PageAt route={route} arrival={arrival} />
        </ErrorBoundary>
      </Suspense>
      <LeavingReminder />
      <NoRoomDialog />
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
