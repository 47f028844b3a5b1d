import { call, getHealthOfficerSession, type HealthOfficerSession } from "@homesafe/api"
import type { ConsoleTranslate } from "@homesafe/i18n/console"
import { type HealthTranslate, loadHealth } from "@homesafe/i18n/health"
import { Loading } from "@homesafe/ui"
import { useEffect, useMemo, useState } from "react"
import { AppealsPage } from "./appeals-page.tsx"
import { EnterPage } from "./enter-page.tsx"
import { HealthContext } from "./health-context.ts"
import { HealthFrame } from "./health-frame.tsx"
import { PaperPage } from "./paper-page.tsx"
import { RegistrationsPage } from "./registrations-page.tsx"

/** The health-code service's own part of the console, with a sign-in of its own. `path` is what follows /health-code. */
export function HealthPlace({
  t,
  timeZone,
  path,
}: {
  readonly t: ConsoleTranslate
  readonly timeZone: string
  readonly path: readonly string[]
}) {
  const [texts, setTexts] = useState<HealthTranslate | null>(null)
  const [officer, setOfficer] = useState<HealthOfficerSession | null | "asking">("asking")
  useEffect(() => {
    let isCurrent = true
    void loadHealth(t.language).then((loaded) => isCurrent && setTexts(() => loaded))
    return () => {
      isCurrent = false
    }
  }, [t.language])
  useEffect(() => {
    void call(getHealthOfficerSession).then((session) => setOfficer(session.ok ? session.value : null))
  }, [])
  const facts = useMemo(
    () =>
      texts && officer !== null && officer !== "asking"
        ? { t, tc: texts, timeZone, officer, leave: () => setOfficer(null) }
        : null,
    [t, texts, timeZone, officer],
  )
  if (!texts || officer === "asking") return <Loading text={t("state.loading")} />
  if (!facts) return <EnterPage t={t} tc={texts} isInvited={path[0] === "enrol"} onEntered={setOfficer} />
  return (
    <HealthContext.Provider value={facts}>
      <HealthFrame page={path[0] ?? ""}>{pageOf(path[0])}</HealthFrame>
    </HealthContext.Provider>
  )
}

function pageOf(name: string | undefined) {
  if (name === "appeals") return <AppealsPage />
  return name === "people" ? <PaperPage /> : <RegistrationsPage />
}
