import fs from "node:fs"
import path from "node:path"
import { parseArgs } from "node:util"
import { serviceDayOf } from "@homesafe/protocol"
import { clockFromEnvironment } from "@homesafe/service"
import { readOrMakeKey } from "../deployment/keys.ts"
import { importPremises } from "./import-premises.ts"
import { openAuthority } from "./open-authority.ts"
import { type Register, readRegister } from "./read-register.ts"
import { reasons, writeReport } from "./write-report.ts"

/** How the command is used. */
export const importUsage = `usage: homesafe venues import <csv> [--out folder]

  Registers the authority's own premises from the register of food and hygiene facilities (CSV in UTF-8)
  and writes their posters, one PDF a district, to the folder (without --out: posters in HomeSafe's home).
  Rows that are already registered are left as they are. Rows that cannot be used go to import-report.csv.

  exit code: 0 imported, 1 could not import, 2 wrong arguments`

/** Arguments of an import; nothing when they are wrong. Paths count from the folder the person is in, under npm too. */
export function readImportArguments(
  args: readonly string[],
  home: string,
): { readonly csv: string; readonly out: string } | undefined {
  const from = (file: string) => path.resolve(process.env.INIT_CWD ?? process.cwd(), file)
  try {
    const options = { out: { type: "string" } } as const
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const [area, verb, csv, ...more] = positionals
    if (area !== "venues" || verb !== "import" || !csv || more.length > 0 || values.out === "") return undefined
    return { csv: from(csv), out: values.out === undefined ? path.join(home, "posters") : from(values.out) }
  } catch {
    return undefined
  }
}

/** Runs an import from the file to the summary on the terminal. */
export async function importVenues(
  home: string,
  { csv, out }: { readonly csv: string; readonly out: string },
  say: (line: string) => void,
): Promise<void> {
  if (!fs.existsSync(csv)) throw new Error(`there is no file ${csv}`)
  const read = readRegister(fs.readFileSync(csv))
  if (!read.ok) throw new Error(`${path.basename(csv)} was not imported: ${read.problem}`)
  const { premises, unusable } = read.value
  say(`${path.basename(csv)}: ${premises.length + unusable.length} rows`)
  fs.mkdirSync(out, { recursive: true, mode: 0o700 })
  const started = performance.now()
  const now = clockFromEnvironment(process.env).now()
  const { db, facts, host, close } = await openAuthority(home, now, say)
  try {
    const { dep, offset, timeZone } = facts
    const issuer = readOrMakeKey(home, "issuer")
    const today = serviceDayOf(now, offset)
    const issuing = { dep, offset, timeZone, demonstration: true, host, issuer, today, now }
    const imported = await importPremises(premises, issuing, { db, out, say })
    const seconds = Math.round((performance.now() - started) / 1000)
    say(`registered ${imported.registered}, already registered ${imported.known}, in ${seconds} s`)
    say(
      imported.files.length > 0
        ? `${imported.posters} posters in ${imported.files.length} files in ${out}. They hold the venues' secrets, which are kept nowhere else.`
        : "no new posters",
    )
  } finally {
    await close()
  }
  sayUnusable(unusable, writeReport(out, unusable), say)
}

function sayUnusable(unusable: Register["unusable"], report: string, say: (line: string) => void): void {
  if (unusable.length === 0) {
    say("every row could be used")
    return
  }
  say(`${unusable.length} rows could not be used (all of them: ${report})`)
  for (const row of unusable.slice(0, 10))
    say(`  line ${row.line} ${reasons[row.problem]}: ${row.en || row.hant || row.id}`)
  if (unusable.length > 10) say(`  and ${unusable.length - 10} more`)
}
