import { serviceDayOf } from "@homesafe/protocol"
import { Banner, Button } from "@homesafe/ui"
import { useGate } from "../app/context.ts"
import { useKept } from "../app/use-kept.ts"
import { eraseDevice } from "../keys/erase-days.ts"
import type { KeptPairing } from "../keys/gate-database.ts"
import { LanguageRow } from "../pairing/language-row.tsx"
import { useDoorTime } from "../time/use-door-time.ts"
import { useWakeLock } from "../time/use-wake-lock.ts"
import { DoorTiles } from "./door-tiles.tsx"
import { LimitsCard } from "./limits-card.tsx"

/** A second device of the staff's: one door's answers, for one day. */
export function StaffDevicePage({ pairing }: { readonly pairing: KeptPairing }) {
  const { t, database, facts, look } = useGate()
  const { moment, timeOf } = useDoorTime()
  const seed = useKept(async () => (await database.get("seeds", pairing.day))?.doorSeed, String(pairing.day))
  useWakeLock()
  const isToday = serviceDayOf(moment, facts.trust.offset) === pairing.day
  const forget = async () => {
    await eraseDevice(database)
    await look()
  }
  return (
    <div className="gate staff">
      <header>
        <div className="stack g1">
          <h1>{t("staffDevice.title")}</h1>
          <p className="small soft">{t("staff.turnAway")}</p>
        </div>
        <b className="num when">{timeOf(moment)}</b>
      </header>
      <main>
        {isToday && seed ? <DoorTiles seed={seed} /> : <Banner level="caution">{t("staffDevice.over")}</Banner>}
        <div className="stack g4">
          <LimitsCard />
          <p className="small soft">{t("staffDevice.today")}</p>
          <LanguageRow />
        </div>
      </main>
      <footer>
        <p className="soft">{t("staff.foot")}</p>
        <Button kind="plain" icon="x" onClick={() => void forget()}>
          {t("staffDevice.forget")}
        </Button>
      </footer>
    </div>
  )
}
