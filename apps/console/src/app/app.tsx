import { type CallProblem, call, getSession, type Officer } from "@homesafe/api"
import { type ConsoleTranslate, loadConsole } from "@homesafe/i18n/console"
import { applyPreferences, Button, ErrorState, Loading, type Preferences } from "@homesafe/ui"
import { useQueryClient } from "@tanstack/react-query"
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from "react"
import { EnrolPage } from "../session/enrol-page.tsx"
import type { OidcAnswer } from "../session/oidc.ts"
import { OidcPage } from "../session/oidc-page.tsx"
import { Outside } from "../session/outside.tsx"
import { keepWay } from "../session/passkeys.ts"
import { problemText } from "../session/problem-text.ts"
import { readDeployment } from "../session/read-deployment.ts"
import { SignInPage } from "../session/sign-in-page.tsx"
import type { Invitation } from "../session/take-invitation.ts"
import { ConsoleContext } from "./context.ts"
import { Frame, stripOf } from "./frame.tsx"
import { Pages } from "./pages.tsx"
import { followOwnLinks, usePath } from "./route.ts"

// Another service, with officers of its own: a file that few officers of the authority ever load.
const HealthPlace = lazy(async () => ({ default: (await import("../health/health-place.tsx")).HealthPlace }))

type Loaded = Extract<Awaited<ReturnType<typeof readDeployment>>, { ok: true }>
type Start =
  | { readonly state: "starting" }
  | { readonly state: "failed"; readonly problem: CallProblem }
  | { readonly state: "ready"; readonly loaded: Loaded }

/** The console: its deployment, its session, then the page that the address names. */
export function App({
  firstTexts,
  firstPreferences,
  invitation,
  oidcAnswer,
}: {
  readonly firstTexts: ConsoleTranslate
  readonly firstPreferences: Preferences
  readonly invitation: Invitation | null
  readonly oidcAnswer: OidcAnswer | null
}) {
  const [t, setTexts] = useState(() => firstTexts)
  const [preferences, setPreferences] = useState(firstPreferences)
  const [start, setStart] = useState<Start>({ state: "starting" })
  const [officer, setOfficer] = useState<Officer | null>(null)
  const [hasEnded, setEnded] = useState(false)
  const queries = useQueryClient()
  const [page, ...rest] = usePath()

  const begin = useCallback(async () => {
    const [loaded, session] = await Promise.all([readDeployment(), call(getSession)])
    if (session.ok) {
      keepWay(session.value.way)
      setOfficer(session.value.officer)
    }
    setStart(loaded.ok ? { state: "ready", loaded } : { state: "failed", problem: loaded.problem })
  }, [])
  useEffect(() => void begin(), [begin])
  useEffect(() => {
    document.addEventListener("click", followOwnLinks)
    return () => document.removeEventListener("click", followOwnLinks)
  }, [])
  useEffect(() => {
    document.title = t("title")
  }, [t])

  const choose = useCallback(async (next: Preferences) => {
    const texts = await loadConsole(next.language)
    applyPreferences(next)
    setTexts(() => texts)
    setPreferences(next)
  }, [])
  const value = useMemo(
    () =>
      start.state === "ready" && officer
        ? {
            t,
            deployment: start.loaded.deployment,
            catalogue: start.loaded.catalogue,
            trust: start.loaded.trust,
            officer,
            setOfficer: (next: Officer | null) => {
              // Nothing that was asked for in a session outlives it on this page.
              if (next === null) queries.clear()
              setOfficer(next)
              setEnded(next === null)
            },
            preferences,
            setPreferences: (next: Preferences) => void choose(next),
          }
        : null,
    [t, start, officer, preferences, choose, queries],
  )
  if (start.state === "starting")
    return (
      <main className="narrow-page">
        <Loading text={t("state.loading")} />
      </main>
    )
  if (start.state === "failed") {
    return (
      <main className="narrow-page">
        <ErrorState
          title={t("error.title")}
          text={problemText(t, start.problem)}
          action={<Button onClick={() => void begin()}>{t("action.retry")}</Button>}
        />
      </main>
    )
  }
  const { deployment } = start.loaded
  const strip = deployment.demonstration ? stripOf(deployment) : null
  const outside = { t, preferences, onChoose: choose, strip }
  const { hasOidc } = deployment
  if (page === "enrol" || page === "recover")
    return (
      <Outside {...outside}>
        <EnrolPage
          t={t}
          hasOidc={hasOidc}
          invitation={invitation}
          isRecovery={page === "recover"}
          onSignedIn={setOfficer}
        />
      </Outside>
    )
  if (page === "oidc" && oidcAnswer)
    return (
      <Outside {...outside}>
        <OidcPage t={t} answer={oidcAnswer} onSignedIn={setOfficer} />
      </Outside>
    )
  if (page === "health-code")
    return (
      <Outside {...outside}>
        <Suspense fallback={<Loading text={t("state.loading")} />}>
          <HealthPlace t={t} timeZone={deployment.timeZone} path={rest} />
        </Suspense>
      </Outside>
    )
  if (!value)
    return (
      <Outside {...outside}>
        <SignInPage t={t} hasOidc={hasOidc} hasEnded={hasEnded} onSignedIn={setOfficer} />
      </Outside>
    )
  return (
    <ConsoleContext.Provider value={value}>
      <Frame>
        <Pages />
      </Frame>
    </ConsoleContext.Provider>
  )
}
