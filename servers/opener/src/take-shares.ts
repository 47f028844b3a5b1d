import { hexOf } from "@homesafe/protocol"
import { deriveBoxKeyPair } from "@homesafe/protocol/opener"
import { done, type Outcome, refuse } from "@homesafe/service"
import type { Keys } from "./open-for-case.ts"
import { checkShare, joinShares, openKey, readSeal, weeksIn } from "./upload-seal.ts"

const DAYS = 7

/** How far officers have come with their shares. */
export interface Brought {
  readonly brought: number
  readonly needed: number
}

/** Takes officers' shares into memory until there are enough, and then opens the upload keys of a folder. Nothing of it is written. */
export function makeShareTaker(folder: string | null, opened: (keys: Keys["keys"]) => void) {
  const shares = new Set<string>()
  let needed = 0
  const state = (): Brought => ({ brought: shares.size, needed })
  return {
    state,
    async take(text: string): Promise<Outcome<Brought>> {
      const seal = folder === null ? undefined : readSeal(folder)
      if (folder === null || !seal) return refuse("not-ready")
      const fault = checkShare(seal, text)
      if (fault !== null)
        return fault === "no-share" ? refuse("malformed", "share") : refuse("content-changed", "share")
      // What was brought for a seal that was made anew meanwhile opens nothing.
      for (const each of shares) if (checkShare(seal, each) !== null) shares.delete(each)
      shares.add(text)
      needed = seal.needed
      if (shares.size < seal.needed) return done(state())
      const pair = await joinShares(seal, [...shares])
      const weeks = weeksIn(folder).sort((a, b) => b - a)
      const keys = await Promise.all(
        weeks.map(async (week) => {
          const key = await deriveBoxKeyPair(await openKey(folder, seal, pair, week))
          const days: [number, number] = [week * DAYS, week * DAYS + DAYS - 1]
          return { id: key.id, secret: hexOf(key.secret), days }
        }),
      )
      opened(keys)
      const told = state()
      shares.clear()
      return done(told)
    },
  }
}
