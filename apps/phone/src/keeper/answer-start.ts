import type { UnixSeconds } from "@homesafe/protocol"
import { eraseBeside, eraseEverything } from "@homesafe/protocol/visitor"
import type { ClosedAnswersOf, NoInput } from "./command-shape.ts"
import type { Desk } from "./desk.ts"
import { randomBytes } from "./keeper.ts"
import { clearDatabase, openDatabase } from "./open-database.ts"
import { type FileProblem, isNoRoom } from "./open-store-file.ts"
import { type HowToStart, heldFiles, type Started, startKeeper } from "./start-keeper.ts"

/** Why the keeper cannot start. */
export type StartProblem = "offline" | "not-ready" | FileProblem | "deployment-refused" | "no-room"

/** Opening the phone's store, and ending it. */
export interface StartCommands {
  readonly start: {
    /** `isAfterLoss`: the diary that was here is gone, and its owner was told. */
    input: { mayCreate: boolean; isAfterLoss?: boolean }
    output: { ok: true } | { ok: false; problem: StartProblem | "not-created" | "gone" | "locked" }
  }
  readonly eraseEverything: { input: NoInput; output: null }
}

/** Opens the store for this thread, once: a second page finds what the first has opened. */
export function openKeeper(desk: Desk, now: UnixSeconds, how: HowToStart): Promise<Started> {
  const next = desk.starting.then(async (): Promise<Started> => {
    if (desk.keeper) return { ok: true, keeper: desk.keeper }
    const started = await startKeeper(now, how, () => desk.changed()).catch((error: unknown): Started => {
      // Before the store is made there are other writes: the log of requests, the deployment's facts.
      if (how.mayCreate && isNoRoom(error)) return { ok: false, problem: "no-room" }
      throw error
    })
    if (started.ok) desk.keeper = started.keeper
    desk.lastTick = now
    desk.lastSeen = now
    return started
  })
  desk.starting = next.catch(() => {})
  return next
}

export const answersOfStart: ClosedAnswersOf<StartCommands> = {
  async start(how, now, desk) {
    const started = await openKeeper(desk, now, { ...how, unlock: { kind: "none" } })
    if (started.ok) return { ok: true }
    return { ok: false, problem: started.problem === "wrong-key" ? "locked" : started.problem }
  },

  async eraseEverything(_, _now, desk) {
    const held = await heldFiles()
    if (held.ok) {
      eraseEverything(held.files.store, randomBytes)
      eraseBeside({ file: held.files.beside, random: randomBytes })
    }
    await clearDatabase(desk.keeper?.db ?? (await openDatabase()))
    desk.keeper = undefined
    desk.changed()
    return null
  },
}
