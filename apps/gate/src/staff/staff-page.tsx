import { serviceDayOf } from "@homesafe/protocol"
import { Banner, Button } from "@homesafe/ui"
import { useState } from "react"
import { useGate } from "../app/context.ts"
import { grantOf } from "../app/grant-of.ts"
import { nameIn } from "../app/names.ts"
import { useKept } from "../app/use-kept.ts"
import { codeTimeOf, makeCode } from "../code/make-code.ts"
import type { DayCounts, KeptScreen } from "../keys/gate-database.ts"
import { readOrMakeSeed } from "../keys/screen-keys.ts"
import { readSettings } from "../keys/settings.ts"
import { RecordPage } from "../records/record-page.tsx"
import { mayAskForRecord, recordSettingsOf } from "../records/record-settings.ts"
import { useDoorTime } from "../time/use-door-time.ts"
import { useWakeLock } from "../time/use-wake-lock.ts"
import { ActButtons } from "./act-buttons.tsx"
import { type DoorAct, noCounts, readCounts } from "./counts.ts"
import { DoorTiles } from "./door-tiles.tsx"
import { LimitsCard } from "./limits-card.tsx"
import { MoreForStaff } from "./more-for-staff.tsx"
import { performAct } from "./perform-act.ts"
import { RuleCard } from "./rule-card.tsx"
import { ruleToday } from "./rule-today.ts"

/** The staff's page: what a phone must show, today's rule, and what staff do. It keeps nobody, and knows nothing of exposure. */
export function StaffPage({
  screen,
  onBack,
  onNewKeys,
  onCard,
  onForm,
}: {
  readonly screen: KeptScreen
  readonly onBack: () => void
  readonly onNewKeys: () => void
  readonly onCard: () => void
  readonly onForm: () => void
}) {
  const { t, database, facts } = useGate()
  const { moment, timeOf } = useDoorTime()
  const today = serviceDayOf(moment, facts.trust.offset)
  const [changes, setChanges] = useState(0)
  const [lastCounts, setCounts] = useState<DayCounts>()
  const [isShut, setShut] = useState(false)
  const [isChecking, setChecking] = useState(false)
  const settings = useKept(() => readSettings(database), String(changes))
  const kept = useKept(() => readCounts(database, today), String(today))
  const half = `${screen.relayId.join()} ${codeTimeOf(moment)} ${changes}`
  const code = useKept(() => makeCode(database, screen, facts, moment, location.host), half)
  const ofDay = useKept(async () => ({ today, seed: await readOrMakeSeed(database, today) }), String(today))
  const seed = ofDay?.today === today ? ofDay.seed : undefined
  useWakeLock()
  const grant = grantOf(screen)
  if (!grant) return null
  const rule = ruleToday(facts, grant.header.category, today)
  const counts = lastCounts?.day === today ? lastCounts : (kept ?? noCounts(today))
  const act = async (done: DoorAct) => {
    const { counts: next, isShut: failed } = await performAct(database, today, done)
    setCounts(next)
    if (done.act === "pass" || done.act === "exempt") setShut(failed)
  }
  const mayAsk = mayAskForRecord(rule, recordSettingsOf(settings))
  if (isChecking && mayAsk)
    return <RecordPage rule={rule} isShut={isShut} onAct={(done) => void act(done)} onBack={() => setChecking(false)} />
  const isFull = settings?.capacity != null && counts.inside >= settings.capacity
  return (
    <div className="gate staff">
      <header>
        <div className="stack g1">
          <h1>
            <bdi>{nameIn(grant.names, t.language)}</bdi>
          </h1>
          <p className="small soft">{t("staff.turnAway")}</p>
        </div>
        <div className="row g3 wrap">
          <Inside
            counts={counts}
            capacity={settings?.capacity ?? null}
            onChange={(change) => void act({ act: "inside", change })}
          />
          <b className="num when">{timeOf(moment)}</b>
        </div>
      </header>
      <main>
        <div className="stack g5">
          {code && code.state !== "code" && (
            <Banner level="caution" title={t("code.stop.title")}>
              {t(`code.stop.${code.state}`)}
            </Banner>
          )}
          {rule.hasProof && seed && code?.state === "code" && <DoorTiles seed={seed} />}
        </div>
        <div className="stack g4">
          <RuleCard rule={rule} />
          {isFull && <Banner level="caution">{t("staff.full")}</Banner>}
          {isShut && <Banner level="fault">{t("shutter.failed")}</Banner>}
          <ActButtons rule={rule} onAct={(done) => void act(done)} />
          {mayAsk && (
            <Button wide kind="quiet" icon="records" onClick={() => setChecking(true)}>
              {t("record.open")}
            </Button>
          )}
          {rule.hasProof && (
            <>
              <Button wide kind="quiet" icon="scan" onClick={onCard}>
                {t("card.open")}
              </Button>
              <Button wide kind="quiet" icon="seal" onClick={onForm}>
                {t("form.openStaff")}
              </Button>
            </>
          )}
          <Today counts={counts} />
          {rule.hasProof && <LimitsCard />}
          <MoreForStaff
            screen={screen}
            today={today}
            seed={rule.hasProof && code?.state === "code" ? seed : undefined}
            isClockWrong={code?.state === "wrong-clock"}
            settings={settings}
            hasRecords={rule.hasProof}
            onChanged={() => setChanges((n) => n + 1)}
            onNewKeys={onNewKeys}
          />
        </div>
      </main>
      <footer>
        <p className="soft">{t(rule.hasProof ? "staff.foot" : "staff.footNever")}</p>
        <Button kind="plain" icon="scan" onClick={onBack}>
          {t("staff.back")}
        </Button>
      </footer>
    </div>
  )
}

function Inside({
  counts,
  capacity,
  onChange,
}: {
  readonly counts: DayCounts
  readonly capacity: number | null
  readonly onChange: (change: 1 | -1) => void
}) {
  const { t } = useGate()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame; the group's name is what matters.
    <div className="row g2" role="group" aria-label={t("staff.insideLabel")}>
      <Button kind="quiet" className="step" aria-label={t("staff.oneOut")} onClick={() => onChange(-1)}>
        −
      </Button>
      <span className="inside" role="status">
        <b className="num">{counts.inside}</b>{" "}
        <span className="soft">{capacity === null ? t("staff.inside") : t("staff.insideOf", { n: capacity })}</span>
      </span>
      <Button kind="quiet" className="step" aria-label={t("staff.oneIn")} onClick={() => onChange(1)}>
        +
      </Button>
    </div>
  )
}

function Today({ counts }: { readonly counts: DayCounts }) {
  const { t } = useGate()
  const sum = (numbers: Readonly<Record<string, number | undefined>>) =>
    Object.values(numbers).reduce<number>((total, n) => total + (n ?? 0), 0)
  return (
    <p className="small soft">
      {t("staff.today", { passed: counts.passed, exempt: sum(counts.exempt), refused: sum(counts.refused) })}
    </p>
  )
}
