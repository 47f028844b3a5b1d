import type { Credential, HealthRecord, RefusedWhy, UnverifiedWhy } from "@homesafe/codes/credentials"
import type { UnixSeconds } from "@homesafe/protocol"
import { CLOCK_TOLERANCE } from "../code/make-code.ts"
import type { RecordSettings } from "../keys/gate-database.ts"

/** A list counts for so long: what an issuer takes back is refused at every door within a day, or the door says that its list is too old. */
export const LIST_LIFE = 24 * 3600

/** Why a record is not valid at this door. */
type InvalidWhy =
  | Exclude<RefusedWhy, "version" | "needs-network" | "missing-chunks">
  | "not-counted" // genuine, and of a kind or with a result that does not count here
  | "test-too-old"
/** Why nothing can be said of a record. */
type UnsureWhy = UnverifiedWhy | Exclude<RefusedWhy, InvalidWhy> | "no-list" | "wrong-clock" | "unnamed"

/** What a record comes to at a door. Only a valid one carries anything of it: the names to compare with an identity document. */
export type RecordAnswer =
  | { readonly tone: "valid"; readonly names: readonly string[] }
  | { readonly tone: "unsure"; readonly why: UnsureWhy }
  | { readonly tone: "old" }
  | { readonly tone: "invalid"; readonly why: InvalidWhy }

/** What a door knows when it decides. */
export interface DoorKnowledge {
  readonly now: UnixSeconds
  /** The latest moment that this device has seen. */
  readonly seen: number
  readonly listedAt: UnixSeconds | null
  readonly counts: RecordSettings
  /** Today's date at the door, as ISO 8601 has it. */
  readonly date: string
}

// A newer list could say otherwise of these alone; every other refusal stands whatever the list's age.
const DEPENDS_ON_LIST: readonly string[] = ["unknown-key", "no-trust-list", "key-not-for-this"]
const CANNOT_TELL = ["version", "needs-network", "missing-chunks"] as const

/** Decides what staff are shown of a record. A list that is too old, or a clock that is wrong, never makes a record valid. */
export function judgeRecord({ outcome, records, holders }: Credential, door: DoorKnowledge): RecordAnswer {
  if (door.now < door.seen - CLOCK_TOLERANCE) return { tone: "unsure", why: "wrong-clock" }
  const isStale = door.listedAt === null || door.now - door.listedAt > LIST_LIFE
  if (isStale && (outcome.state === "verified" || DEPENDS_ON_LIST.includes(outcome.why)))
    return door.listedAt === null ? { tone: "unsure", why: "no-list" } : { tone: "old" }
  if (outcome.state === "unverified") return { tone: "unsure", why: outcome.why }
  if (outcome.state === "refused") {
    const unsure = CANNOT_TELL.find((why) => why === outcome.why)
    // as: the three that cannot be told have just been taken out
    return unsure ? { tone: "unsure", why: unsure } : { tone: "invalid", why: outcome.why as InvalidWhy }
  }
  const found = records.map((record) => whyNot(record, door))
  const [why] = found
  // One that counts is enough; of several that do not, the first says why.
  if (why === undefined || !found.includes(null)) return { tone: "invalid", why: why ?? "not-counted" }
  const names = holders.map(({ name, nameLatin }) => name || nameLatin || "").filter((name) => name !== "")
  return names.length === 0 ? { tone: "unsure", why: "unnamed" } : { tone: "valid", names: [...new Set(names)] }
}

/** Why a genuine record does not count here; null: it does. What a test found is never told apart from a kind that does not count. */
function whyNot(record: HealthRecord, { counts, now, date }: DoorKnowledge): InvalidWhy | null {
  if (!counts.kinds.includes(record.kind)) return "not-counted"
  if (record.validFrom !== null && record.validFrom.slice(0, 10) > date) return "not-yet-valid"
  if (record.validUntil !== null && record.validUntil.slice(0, 10) < date) return "expired"
  if (record.kind !== "test") return null
  if (record.result !== "not-detected") return "not-counted"
  const age = now - Date.parse(record.date ?? "") / 1000
  if (Number.isNaN(age) || age < -CLOCK_TOLERANCE) return "not-counted"
  return age > counts.testHours * 3600 ? "test-too-old" : null
}
