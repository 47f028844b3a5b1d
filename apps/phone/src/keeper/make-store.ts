import {
  createStore,
  eraseBeside,
  lockOf,
  STORE_BYTES,
  type StoreClock,
  type StoreFile,
  type StorePlace,
} from "@homesafe/protocol/visitor"
import { PAGE_BYTES } from "../diary/day-page.ts"
import { fillDiary, randomBytes } from "./keeper.ts"
import { type PhoneDatabase, readKept, writeKept } from "./open-database.ts"
import { isNoRoom } from "./open-store-file.ts"

/** Both halves, the file and the database, or it is not a store. One half alone was left by a browser that cleared the other (ADR 0042). */
export async function lookForStore(file: StoreFile, db: PhoneDatabase): Promise<"here" | "gone" | "none"> {
  const hasFile = file.size() === STORE_BYTES && lockOf(file).ok
  const hasDatabase = (await readKept(db, "since")) !== undefined
  if (hasFile && hasDatabase) return "here"
  // Its making was interrupted: nothing was ever in it.
  const isUnfinished = (await readKept(db, "making")) === true
  return (hasFile || hasDatabase) && !isUnfinished ? "gone" : "none"
}

/** Makes a new store; false when there is no room, and then none is there. */
export async function makeStore(
  place: StorePlace,
  beside: StoreFile,
  db: PhoneDatabase,
  clock: StoreClock,
): Promise<boolean> {
  try {
    await writeKept(db, "making", true)
    eraseBeside({ file: beside, random: randomBytes })
    await createStore(place, clock)
    await fillDiary(db, PAGE_BYTES)
    await writeKept(db, "deploymentAt", clock.now)
    await writeKept(db, "since", clock.now)
    await db.delete("kept", "making")
    return true
  } catch (error) {
    if (isNoRoom(error)) return false
    throw error
  }
}
