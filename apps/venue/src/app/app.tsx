import { type CallProblem, type CardsState, call, getOperatorSession } from "@homesafe/api"
import { loadVenue, type VenueTranslate } from "@homesafe/i18n/venue"
import { applyPreferences, Button, ErrorBoundary, ErrorState, Loading, type Preferences } from "@homesafe/ui"
import { useCallback, useEffect, useMemo, useState } from "react"
import type { MailedLink } from "../account/take-mailed-link.ts"
import { type PortalDeployment, readPortalDeployment } from "../deployment/read-deployment.ts"
import { PortalContext } from "./context.ts"
import { Pages } from "./pages.tsx"
import { followOwnLinks } from "./route.ts"

type Start =
  | { readonly state: "starting" }
  | { readonly state: "failed"; readonly problem: CallProblem | "untrusted" }
  | { readonly state: "ready"; readonly deployment: PortalDeployment }

/** The portal: loads its deployment and its session, then shows the page that the address names. */
export function App({
  firstTexts,
  firstPreferences,
  signInToken,
  mailedLink,
}: {
  readonly firstTexts: VenueTranslate
  readonly firstPreferences: Preferences
  readonly signInToken: string | undefined
  readonly mailedLink: MailedLink | null
}) {
  const [t, setTexts] = useState(() => firstTexts)
  const [preferences, setPreferences] = useState(firstPreferences)
  const [start, setStart] = useState<Start>({ state: "starting" })
  const [mail, setMail] = useState<string | null>(null)
  const [cards, setCards] = useState<CardsState>("none")

  const begin = useCallback(async () => {
    setStart({ state: "starting" })
    const [deployment, session] = await Promise.all([readPortalDeployment(Date.now()), call(getOperatorSession)])
    if (session.ok) {
      setMail(session.value.mail)
      setCards(session.value.cards)
    }
    setStart(
      deployment.ok
        ? { state: "ready", deployment: deployment.value }
        : { state: "failed", problem: deployment.problem },
    )
  }, [])
  useEffect(() => void begin(), [begin])
  useEffect(() => {
    document.addEventListener("click", followOwnLinks)
    return () => document.removeEventListener("click", followOwnLinks)
  }, [])

  const choose = useCallback(async (next: Preferences) => {
    const texts = await loadVenue(next.language)
    applyPreferences(next)
    setTexts(() => texts)
    setPreferences(next)
  }, [])

  const deployment = start.state === "ready" ? start.deployment : null
  const portal = useMemo(
    () =>
      deployment && {
        t,
        deployment,
        preferences,
        setPreferences: (next: Preferences) => void choose(next),
        mail,
        setMail,
        cards,
        setCards,
      },
    [t, deployment, preferences, choose, mail, cards],
  )
  if (!portal) {
    return (
      <main className="page">
        {start.state === "failed" ? (
          <ErrorState
            title={t("start.failed")}
            text={start.problem === "untrusted" ? t("start.untrusted") : t(`problem.${start.problem}`)}
            action={<Button onClick={() => void begin()}>{t("action.retry")}</Button>}
          />
        ) : (
          <Loading text={t("state.loading")} />
        )}
      </main>
    )
  }
  const broken = (
    <main className="page">
      <ErrorState
        title={t("error.title")}
        text={t("error.body")}
        action={<Button onClick={() => location.reload()}>{t("action.reload")}</Button>}
      />
    </main>
  )
  return (
    <PortalContext value={portal}>
      <ErrorBoundary fallback={broken}>
        <Pages signInToken={signInToken} mailedLink={mailedLink} />
      </ErrorBoundary>
    </PortalContext>
  )
}
