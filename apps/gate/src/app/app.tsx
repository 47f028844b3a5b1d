import type { Language } from "@homesafe/i18n"
import type { GateTranslate } from "@homesafe/i18n/gate"
import { serviceDayOf } from "@homesafe/protocol"
import { applyPreferences, Button, ErrorBoundary, ErrorState, Loading, type Preferences } from "@homesafe/ui"
import { useCallback, useEffect, useMemo, useState } from "react"
import { postParcelsAlone } from "../cards/post-parcels.ts"
import { CLOCK_TOLERANCE } from "../code/make-code.ts"
import { type Facts, readFacts, renewFacts } from "../deployment/facts.ts"
import { sendFormsAlone } from "../forms/send-forms.ts"
import { eraseDaysBefore } from "../keys/erase-days.ts"
import { findSingle, type GateDatabase, type KeptPairing, type KeptScreen } from "../keys/gate-database.ts"
import { keepSeen, readSettings } from "../keys/settings.ts"
import { now } from "../time/use-now.ts"
import { GateContext } from "./context.ts"
import { Pages } from "./pages.tsx"

const RENEW_MS = 15 * 60_000
/** Before the first list there are no rules yet: it is asked for more often. */
const FIRST_MS = 60_000
const HOUSE_MS = 10_000
const POST_MS = 60_000

interface Kept {
  readonly screen: KeptScreen | null
  readonly pairing: KeptPairing | null
}

/** The door's app: what it needs lies on the device, and is renewed while there is a network. */
export function App({
  say,
  firstPreferences,
  database,
}: {
  readonly say: Readonly<Record<Language, GateTranslate>>
  readonly firstPreferences: Preferences
  readonly database: GateDatabase
}) {
  const [preferences, setPreferences] = useState(firstPreferences)
  const [facts, setFacts] = useState<Facts | null | undefined>()
  const [kept, setKept] = useState<Kept>()
  const t = say[preferences.language]

  const look = useCallback(async () => {
    const [screen, pairing] = await Promise.all([findSingle(database, "screen"), findSingle(database, "pairing")])
    setKept({ screen: screen ?? null, pairing: pairing ?? null })
  }, [database])

  const begin = useCallback(async () => {
    const known = await readFacts(database, now())
    if (known) setFacts(known)
    const newest = await renewFacts(database, now())
    if (newest) setFacts(newest)
    else if (!known) setFacts(null)
  }, [database])

  const hasRules = facts?.policy != null
  useEffect(() => {
    void look()
    void begin()
    const timer = setInterval(() => void begin(), hasRules ? RENEW_MS : FIRST_MS)
    const online = () => void begin()
    addEventListener("online", online)
    return () => {
      clearInterval(timer)
      removeEventListener("online", online)
    }
  }, [look, begin, hasRules])

  const trust = facts?.trust
  useEffect(() => {
    if (!trust) return
    const post = () => {
      void postParcelsAlone(database, trust, now()).catch(() => undefined) // no room, no network: the next round
      void sendFormsAlone(database, trust, now()).catch(() => undefined)
    }
    post()
    const timer = setInterval(post, POST_MS)
    addEventListener("online", post)
    return () => {
      clearInterval(timer)
      removeEventListener("online", post)
    }
  }, [database, trust])

  const offset = trust?.offset
  useEffect(() => {
    if (offset === undefined) return
    const keepHouse = () => void houseOf(database, offset, look)
    keepHouse()
    const timer = setInterval(keepHouse, HOUSE_MS)
    return () => clearInterval(timer)
  }, [database, offset, look])

  useEffect(() => {
    document.title = t("app.title")
  }, [t])

  const gate = useMemo(() => {
    const choose = (next: Preferences) => {
      applyPreferences(next)
      setPreferences(next)
    }
    return facts && kept && { t, say, preferences, setPreferences: choose, database, facts, ...kept, look }
  }, [t, say, preferences, database, facts, kept, look])

  if (!gate) {
    return (
      <main className="page">
        {facts === null ? (
          <ErrorState
            title={t("start.failed")}
            text={t("start.failedText")}
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
    <GateContext value={gate}>
      <ErrorBoundary fallback={broken}>
        <Pages />
      </ErrorBoundary>
    </GateContext>
  )
}

/** Erases the days that are over, a paired device's door with them, and remembers the time. A clock that has gone back ends no day. */
async function houseOf(database: GateDatabase, offset: number, look: () => Promise<void>): Promise<void> {
  const moment = now()
  if (moment < (await readSettings(database)).seen - CLOCK_TOLERANCE) return
  const today = serviceDayOf(moment, offset)
  await keepSeen(database, moment)
  const erased = await eraseDaysBefore(database, today)
  const pairing = await findSingle(database, "pairing")
  if (pairing && pairing.day < today) await database.delete("single", "pairing")
  if (erased > 0 || (pairing && pairing.day < today)) await look()
}
