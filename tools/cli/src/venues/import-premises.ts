import type { Database } from "@homesafe/db"
import { writeAudit } from "@homesafe/db/audit"
import type { AuthorityTables } from "@homesafe/db/authority"
import type { PosterFonts, PosterSheet } from "@homesafe/ui/poster"
import { sql } from "kysely"
import { cutFonts, drawPosters } from "./draw-posters.ts"
import { hasPoster, type Issuing, issuePremises, writeSheet } from "./issue-premises.ts"
import { settleLeftOver, slugOf, type WaitingPoster, writeWaiting } from "./poster-files.ts"
import type { Premises } from "./read-register.ts"

/** Rows of one transaction, and posters of one file at most. */
const ROWS_AT_ONCE = 300

/** What an import did. */
export interface Imported {
  readonly registered: number
  readonly known: number
  readonly posters: number
  readonly files: readonly string[]
}

/** Where an import goes. */
export interface ImportPlace {
  readonly db: Database<AuthorityTables>
  /** An existing folder for the PDFs. */
  readonly out: string
  readonly say: (line: string) => void
}

/** Registers premises that are not registered yet, district by district, with a PDF of posters for each. */
export async function importPremises(
  premises: readonly Premises[],
  issuing: Issuing,
  { db, out, say }: ImportPlace,
): Promise<Imported> {
  const left = await settleLeftOver(out, async (id) => {
    const row = await db.selectFrom("venues").select("id").where("id", "=", id).executeTakeFirst()
    return row !== undefined
  })
  for (const file of left) say(`an interrupted import had finished ${file}`)
  let cut: Promise<PosterFonts> | undefined
  const draw = async (title: string, sheets: readonly PosterSheet[]) => {
    cut ??= cutFonts(premises.filter(hasPoster).map((one) => writeSheet(one, issuing, null)))
    return drawPosters(title, sheets, await cut)
  }
  const files = [...left]
  const total = { registered: 0, known: 0, posters: 0 }
  let done = 0
  for (const part of partsOf(premises)) {
    const made = await importPart(part, issuing, { db, out, draw })
    done += part.rows.length
    total.registered += made.registered
    total.known += made.known
    total.posters += made.posters
    if (made.file !== undefined) files.push(made.file)
    const { registered, known, posters } = made
    say(
      `${part.district}: ${registered} registered, ${known} already registered, ${posters} posters (${done} of ${premises.length} rows)`,
    )
  }
  return { ...total, files }
}

interface Part {
  readonly district: string
  readonly rows: readonly Premises[]
}

function partsOf(premises: readonly Premises[]): Part[] {
  const districts = Object.entries(Object.groupBy(premises, (one) => slugOf(one.district)))
  return districts
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, rows = []]) => {
      const parts: Part[] = []
      for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
        parts.push({ district: rows[0]?.district ?? "", rows: rows.slice(from, from + ROWS_AT_ONCE) })
      return parts
    })
}

interface Drawing {
  readonly db: Database<AuthorityTables>
  readonly out: string
  readonly draw: (title: string, sheets: readonly PosterSheet[]) => Promise<Uint8Array>
}

async function importPart({ district, rows }: Part, issuing: Issuing, { db, out, draw }: Drawing) {
  let poster: WaitingPoster | undefined
  const kept = await db
    .transaction()
    .execute(async (tx) => {
      // One import at a time: nothing else keeps a register number from being registered twice.
      await sql`select pg_advisory_xact_lock(7202)`.execute(tx)
      const known = await findKnown(tx, rows)
      const issued = rows.filter((row) => !known.has(row.registerNumber)).map((row) => issuePremises(row, issuing))
      const sheets = issued.flatMap(({ sheet }) => (sheet ? [sheet] : []))
      const [first] = issued
      const counts = { registered: issued.length, known: rows.length - issued.length, posters: sheets.length }
      if (!first) return counts
      if (sheets.length > 0)
        poster = writeWaiting(out, district, first.row.id, await draw(`HomeSafe posters · ${district}`, sheets))
      await tx
        .insertInto("venues")
        .values(issued.map(({ row }) => row))
        .execute()
      const purpose = `${counts.registered} own premises, ${counts.posters} posters`
      await writeAudit(tx, { at: issuing.now, officer: null, act: "import-venues", subject: district, purpose })
      return counts
    })
    .catch((error: unknown) => {
      poster?.discard()
      throw error
    })
  return { ...kept, file: poster?.settle() }
}

// Only the authority's own: an operator's application cannot stand in the way by naming such a number.
async function findKnown(tx: Database<AuthorityTables>, rows: readonly Premises[]): Promise<Set<string>> {
  const numbers = rows.map((row) => row.registerNumber)
  const known = await tx
    .selectFrom("venues")
    .select("register_number")
    .where("own_premises", "=", true)
    .where("register_number", "in", numbers)
    .execute()
  return new Set(known.map((row) => row.register_number))
}
