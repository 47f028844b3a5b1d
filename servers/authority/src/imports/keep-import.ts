import { createHash } from "node:crypto"
import { writeAudit } from "@homesafe/db/audit"
import type { AuthorityTables } from "@homesafe/db/authority"
import type { ListReading, Mapping, RowOutcome } from "@homesafe/lists"
import { done, type Outcome, refuse } from "@homesafe/service"
import { type Kysely, sql } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { keepExposures } from "./keep-exposures.ts"
import { type Reading, readInThread } from "./read-in-thread.ts"
import { asJson, noCounts, storedMapping } from "./stored-shapes.ts"

/** A file that an officer sends, and how it is to be read. */
export interface SentList {
  readonly file: Uint8Array
  readonly twin?: Uint8Array
  readonly fileName: string
  readonly profile?: string
}

type Db = Kysely<AuthorityTables>
interface Profile {
  readonly id: string
  readonly name: string
  readonly mapping: Mapping
}

const AT_ONCE = 1000

/** Reads a list and keeps it: the import, each row with its outcome, and what the list lists now. All of it or nothing. */
export async function keepImport(
  deps: AuthorityDeps,
  officer: string,
  sent: SentList,
): Promise<Outcome<{ readonly id: string; readonly known: boolean }>> {
  const { db, clock } = deps
  const profile = sent.profile === undefined ? null : await findProfile(db, sent.profile)
  if (profile === undefined) return refuse("not-found")
  const reading = sha256(sent.file, sent.twin ?? Buffer.alloc(0), Buffer.from(asJson(profile?.mapping ?? null)))
  const known = await findKnown(db, reading)
  if (known) return done({ id: known, known: true })
  const read = await readInThread(sent.file, {
    readAt: clock.now(),
    ...(profile && { mapping: profile.mapping }),
    ...(sent.twin && { twin: sent.twin }),
  })
  if (read.ok && needsProfile(read.value)) return refuse("list-needs-profile")
  return db.transaction().execute(async (tx) => {
    const source = profile?.id ?? (read.ok ? read.value.format : "refused")
    // One import of a source at a time, for each is compared with the one before.
    await sql`select pg_advisory_xact_lock(7218, hashtext(${source}))`.execute(tx)
    const meanwhile = await findKnown(tx, reading)
    if (meanwhile) return done({ id: meanwhile, known: true })
    const at = clock.now()
    const { id } = await tx
      .insertInto("imports")
      .values({
        source,
        profile_id: profile?.id ?? null,
        profile_name: profile?.name ?? null,
        file_name: sent.fileName,
        hash: sha256(sent.file),
        reading,
        officer_id: officer,
        at,
        ...aboutReading(read),
      })
      .returning("id")
      .executeTakeFirstOrThrow()
    if (read.ok) await keepReading(tx, { id, source }, read.value)
    await writeAudit(tx, { at, officer, act: read.ok ? "import-list" : "refuse-list", subject: id })
    return done({ id, known: false })
  })
}

/** What no publisher's habit and no person said yet: without it every row would wait. */
function needsProfile({ questions }: ListReading): boolean {
  return questions.some(
    (question) => question === "name-column" || question === "time-column" || question === "time-zone",
  )
}

async function findProfile(db: Db, id: string): Promise<Profile | undefined> {
  const found = await db.selectFrom("import_profiles").selectAll().where(sql`id::text`, "=", id).executeTakeFirst()
  return found && { id: found.id, name: found.name, mapping: storedMapping(found.mapping) }
}

async function findKnown(db: Db, reading: Uint8Array): Promise<string | undefined> {
  const found = await db
    .selectFrom("imports")
    .select("id")
    .where("reading", "=", Buffer.from(reading))
    .executeTakeFirst()
  return found?.id
}

function aboutReading(read: Reading) {
  if (!read.ok)
    return {
      format: "",
      head: "[]",
      mapping: "{}",
      counts: asJson(noCounts),
      refusal: asJson({ reason: read.reason, offset: read.offset }),
    }
  const { format, table, mapping } = read.value
  return { format, head: asJson(table.head), mapping: asJson(mapping), counts: asJson(noCounts), refusal: null }
}

async function keepReading(
  tx: Db,
  to: { readonly id: string; readonly source: string },
  reading: ListReading,
): Promise<void> {
  const { outcomes, table } = reading
  await keepRows(tx, to.id, outcomes)
  await repeatDecisions(tx, to)
  const changes = await keepExposures(tx, to, outcomes)
  const count = (state: RowOutcome["state"]) => outcomes.filter((row) => row.state === state).length
  const counts = {
    ...changes,
    accepted: count("accepted"),
    repaired: count("repaired"),
    quarantined: count("quarantined"),
    above: table.above.length,
    blank: table.blank,
    otherSheets: table.about.otherSheets ?? "",
  }
  await tx
    .updateTable("imports")
    .set({ counts: asJson(counts) })
    .where("id", "=", to.id)
    .execute()
}

async function keepRows(tx: Db, importId: string, outcomes: readonly RowOutcome[]): Promise<void> {
  const rows = outcomes.map((outcome, place) => ({
    import_id: importId,
    place,
    number: outcome.row.number,
    state: outcome.state,
    cells: asJson(outcome.row.cells),
    hash: hashOfRow(outcome.row.cells),
    notes: asJson(outcome.state === "quarantined" ? outcome.why : outcome.state === "repaired" ? outcome.how : []),
    identity: outcome.state === "quarantined" ? (outcome.identity ?? null) : null,
  }))
  for (let at = 0; at < rows.length; at += AT_ONCE)
    await tx
      .insertInto("import_rows")
      .values(rows.slice(at, at + AT_ONCE))
      .execute()
}

/** What an officer decided about a row holds for the same row of the next file, so that nobody is asked twice. */
async function repeatDecisions(
  tx: Db,
  { id, source }: { readonly id: string; readonly source: string },
): Promise<void> {
  await sql`update import_rows as row set handled = past.handled, reason = past.reason, handled_by = past.handled_by,
      handled_at = past.handled_at, earlier = true
    from (select distinct on (old.hash) old.hash, old.handled, old.reason, old.handled_by, old.handled_at
      from import_rows as old join imports on imports.id = old.import_id
      where imports.source = ${source} and imports.id <> ${id} and old.handled is not null
        and old.hash in (select hash from import_rows where import_id = ${id} and state = 'quarantined')
      order by old.hash, old.handled_at desc) as past
    where row.import_id = ${id} and row.state = 'quarantined' and row.hash = past.hash`.execute(tx)
}

/** The same cells are the same row, wherever in a file they stand. */
export function hashOfRow(cells: readonly string[]): Buffer {
  return sha256(Buffer.from(asJson(cells)))
}

function sha256(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash("sha256")
  // Each part with its length: what was cut in another place is another reading.
  for (const part of parts) hash.update(String(part.length)).update(":").update(part)
  return hash.digest()
}
