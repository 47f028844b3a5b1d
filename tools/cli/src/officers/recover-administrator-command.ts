import { recoverByMachine } from "@homesafe/authority/recover-by-machine"
import { connect } from "@homesafe/db"
import type { AuthorityTables } from "@homesafe/db/authority"
import { findRunningFacts } from "../supervise/running-file.ts"

export const recoverUsage = `usage: homesafe recover-administrator NAME [NAME…]

  For an authority none of whose administrators can sign in to let another in. Each NAME is an administrator, as the console writes it,
  who lost the passkey; each gets a link that works once, within 30 minutes. Refused while the others can do it in the console.
  The audit log has it, and every officer's first page says so for a week.
  HOMESAFE_HOME names a running system; elsewhere HOMESAFE_DATABASE_URL and HOMESAFE_CONSOLE_ORIGIN are the authority's own.`

const words = {
  "no-such-administrator": "no administrator of that name, or one who is kept out",
  "two-have-that-name": "two administrators have that name: keep one of them out, or rename one, in the console",
  "usual-way-is-open":
    "an administrator can propose it and another officer can agree: do it in the console, under Officers",
} as const

/** Names of administrators, from the command's words; nothing when they are not understood. */
export function readRecoverArguments(args: readonly string[]): readonly string[] | undefined {
  const names = args.slice(1).map((name) => name.trim())
  return names.length > 0 && names.every((name) => name !== "" && !name.startsWith("--")) ? names : undefined
}

/** Makes the links and prints them; false where there are none, with the reason. */
export async function recoverAdministrators(
  home: string,
  names: readonly string[],
  now: number,
  say: (line: string) => void,
): Promise<boolean> {
  const running = findRunningFacts(home)
  const url = process.env.HOMESAFE_DATABASE_URL ?? running?.authorityUrl
  const consoleOrigin = process.env.HOMESAFE_CONSOLE_ORIGIN ?? running?.consoleOrigin
  if (!url || !consoleOrigin) {
    say("no system runs here: set HOMESAFE_HOME, or HOMESAFE_DATABASE_URL and HOMESAFE_CONSOLE_ORIGIN")
    return false
  }
  const db = connect<AuthorityTables>(url, 1)
  try {
    const made = await recoverByMachine(db, { now, consoleOrigin }, names)
    if (!made.ok) {
      say(words[made.problem])
      return false
    }
    for (const { name, link } of made.links) {
      say(`${name}: open this within 30 minutes, in the browser that will be signed in to; it works once`)
      say(link)
    }
    say("the audit log has it, and every officer is told on the first page")
    return true
  } finally {
    await db.destroy()
  }
}
