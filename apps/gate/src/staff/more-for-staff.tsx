import type { ServiceDay } from "@homesafe/protocol"
import { Button, Icon } from "@homesafe/ui"
import { useState } from "react"
import { useGate } from "../app/context.ts"
import { grantOf } from "../app/grant-of.ts"
import { useKept } from "../app/use-kept.ts"
import { eraseDevice } from "../keys/erase-days.ts"
import type { KeptScreen, KeptSettings } from "../keys/gate-database.ts"
import { findDays } from "../keys/screen-keys.ts"
import { changeSettings } from "../keys/settings.ts"
import { LanguageRow } from "../pairing/language-row.tsx"
import { RecordSettingsForm } from "../records/record-settings-form.tsx"
import { now } from "../time/use-now.ts"
import { RuleOnDay } from "./rule-card.tsx"
import { SecondDevice } from "./second-device.tsx"
import { SettingsForm } from "./settings-form.tsx"

/** What staff need less often: the rule of another day, new keys, a second device, the numbers and the shutter, language, and setting the screen up anew. */
export function MoreForStaff({
  screen,
  today,
  seed,
  isClockWrong,
  settings,
  hasRecords,
  onChanged,
  onNewKeys,
}: {
  readonly screen: KeptScreen
  readonly today: ServiceDay
  /** Today's seed; nothing where there is no door proof. */
  readonly seed: Uint8Array | undefined
  readonly isClockWrong: boolean
  readonly settings: KeptSettings | undefined
  /** False where nobody may be asked for anything. */
  readonly hasRecords: boolean
  readonly onChanged: () => void
  readonly onNewKeys: () => void
}) {
  const { t, database } = useGate()
  const grant = grantOf(screen)
  const days = useKept(() => findDays(database), screen.relayId.join())
  const trustClock = async () => {
    await changeSettings(database, () => ({ seen: now() }))
    onChanged()
  }
  return (
    <details className="more">
      <summary>
        {t("more.title")}
        <Icon name="down" size="s" />
      </summary>
      <div className="stack g5">
        {isClockWrong && (
          <Button kind="quiet" icon="clock" onClick={() => void trustClock()}>
            {t("more.clockIsRight")}
          </Button>
        )}
        {grant && <RuleOnDay category={grant.header.category} today={today} />}
        <section className="stack g2">
          <h2>{t("more.keys")}</h2>
          <p className="small">
            {days ? t("more.keysUntil", { n: days.last - days.first + 1 }) : t("code.stop.no-keys")}
          </p>
          <Button kind="quiet" icon="key" onClick={onNewKeys}>
            {t("pair.renewTitle")}
          </Button>
        </section>
        {seed && <SecondDevice screen={screen} seed={seed} />}
        {settings && <SettingsForm settings={settings} onChanged={onChanged} />}
        {settings && hasRecords && <RecordSettingsForm settings={settings} onChanged={onChanged} />}
        <LanguageRow />
        <SetUpAnew />
      </div>
    </details>
  )
}

function SetUpAnew() {
  const { t, database, look } = useGate()
  const [isAsked, setAsked] = useState(false)
  const erase = async () => {
    await eraseDevice(database)
    await look()
  }
  if (!isAsked) {
    return (
      <Button kind="plain" onClick={() => setAsked(true)}>
        {t("more.anew")}
      </Button>
    )
  }
  return (
    <div className="stack g2" role="alert">
      <p>{t("more.anewText")}</p>
      <Button kind="danger" onClick={() => void erase()}>
        {t("more.anewDo")}
      </Button>
      <Button kind="quiet" onClick={() => setAsked(false)}>
        {t("action.cancel")}
      </Button>
    </div>
  )
}
