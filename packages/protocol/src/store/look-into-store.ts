import { ok, type Result, refused } from "../shared/result.ts"
import { type StoreClock, todayOf } from "./keep-house.ts"
import { unlockKey } from "./lock.ts"
import { type MatchRow, matchRows } from "./read-store.ts"
import { STORE_BYTES, type StoreFile } from "./store-file.ts"

/**
 * The rows of a store that nobody may write to now: a service worker can read the file and not overwrite it. Days that the clock
 * calls old are not read: a push hides, the next start erases. Spec §5.
 */
export function lookIntoStore(
  file: Pick<StoreFile, "read" | "size">,
  clock: Pick<StoreClock, "now" | "floor">,
  offset: number,
): Result<readonly MatchRow[], "not-a-store" | "locked"> {
  if (file.size() !== STORE_BYTES) return refused("not-a-store")
  const readOnly = { ...file, write: refuseWrite, flush: refuseWrite }
  const key = unlockKey(readOnly, { kind: "none" })
  if (!key.ok) return refused(key.problem === "not-a-store" ? "not-a-store" : "locked")
  const today = todayOf({ ...clock, hiddenSince: {} }, offset)
  return ok(matchRows({ file: readOnly, key: key.value }, today))
}

function refuseWrite(): never {
  throw new Error("a look into the store wrote to it")
}
