import fs from "node:fs"
import { bringShare, call } from "@homesafe/api"
import { findRunningFacts } from "../supervise/running-file.ts"

export const unsealUsage = `usage: homesafe unseal FILE [FILE…]

  Brings an officer's share of the upload keys' seal to the opener, where it stays in memory; with enough shares the opener opens
  uploads, until it is stopped. FILE is a share; - reads one line from the keyboard.
  HOMESAFE_HOME names a running system; elsewhere HOMESAFE_OPENER is the opener's address.`

/** Reads shares from files, - being the standard input. */
export function readShares(files: readonly string[]): string[] {
  return files.map((file) => fs.readFileSync(file === "-" ? 0 : file, "utf8").trim())
}

/** Brings shares to an opener one by one, and says how many are still needed; false where one was refused. */
export async function bringShares(
  base: string,
  shares: readonly string[],
  say: (line: string) => void,
): Promise<boolean> {
  for (const share of shares) {
    const brought = await call(bringShare, { base, body: { share } })
    if (!brought.ok) {
      say(words[brought.problem as keyof typeof words] ?? `the opener did not take it: ${brought.problem}`)
      return false
    }
    const { value } = brought
    say(
      value.brought >= value.needed
        ? "the opener opens uploads"
        : `taken: ${value.brought} of ${value.needed} officers have brought their shares`,
    )
  }
  return true
}
const words = {
  malformed: "this is no share of these upload keys, or it is damaged",
  "content-changed": "this share is of an earlier seal: the keys were shared anew since, and it opens nothing",
  "not-ready": "the opener has no folder of sealed upload keys",
} as const

/** The command: false where there is no opener or it refused. */
export async function unsealOf(home: string, files: readonly string[], say: (line: string) => void): Promise<boolean> {
  const base = process.env.HOMESAFE_OPENER ?? findRunningFacts(home)?.opener
  if (base) return bringShares(base, readShares(files), say)
  say("no system runs here: set HOMESAFE_HOME, or HOMESAFE_OPENER")
  return false
}
