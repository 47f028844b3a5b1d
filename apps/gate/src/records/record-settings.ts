import type { RecordKind } from "@homesafe/codes/credentials"
import type { KeptSettings, RecordSettings } from "../keys/gate-database.ts"
import { type DoorRule, outcomeOf } from "../staff/rule-today.ts"

/** The kinds of health record that a door may let count. */
export const recordKinds = [
  "vaccination",
  "recovery",
  "test",
  "exemption",
  "pass",
] as const satisfies readonly RecordKind[]
/** For how many hours a test may count. */
export const testHours = [24, 48, 72] as const

const none: RecordSettings = { kinds: [], testHours: 48 }

/** Which records count at this door; none until its staff have chosen some. */
export function recordSettingsOf(settings: KeptSettings | undefined): RecordSettings {
  return settings?.records ?? none
}

/** Says whether staff may ask for a record: they have switched it on, and today's public rule asks something of visitors here at all. */
export function mayAskForRecord(rule: DoorRule, { kinds }: RecordSettings): boolean {
  return rule.hasProof && outcomeOf(rule.today, {}) !== "welcome" && kinds.length > 0
}
