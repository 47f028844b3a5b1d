import type { Issuers, UnixSeconds } from "@homesafe/protocol"
import type { Facts } from "../deployment/facts.ts"
import type { GateDatabase } from "../keys/gate-database.ts"
import { readSettings } from "../keys/settings.ts"
import { judgeRecord, type RecordAnswer } from "./judge-record.ts"
import { recordSettingsOf } from "./record-settings.ts"

/** What came of the texts that were shown. */
export type ShownRecord =
  | { readonly state: "answer"; readonly answer: RecordAnswer }
  | { readonly state: "wanting"; readonly have: number; readonly of: number }
  | { readonly state: "none" }

const trustOf = ({ keys, revoked }: Issuers) => ({ keys, revoked: new Set(revoked) })

/** Reads what was shown and decides on it, on this device alone. It only reads settings: nothing of a record is written anywhere. */
export async function readShown(
  texts: readonly string[],
  { database, facts, now }: { readonly database: GateDatabase; readonly facts: Facts; readonly now: UnixSeconds },
): Promise<ShownRecord> {
  const { readTexts } = await import("@homesafe/codes/credentials")
  const read = await readTexts(texts, { at: now, trust: trustOf(facts.issuers) })
  if (read.state !== "read") return read
  const settings = await readSettings(database)
  // The calendar's date, not the service day's: documents know no other. Swedes write dates as ISO 8601 does.
  const date = new Date(now * 1000).toLocaleDateString("sv-SE", { timeZone: facts.timeZone })
  const door = { now, seen: settings.seen, listedAt: facts.listedAt, counts: recordSettingsOf(settings), date }
  return { state: "answer", answer: judgeRecord(read.credential, door) }
}
