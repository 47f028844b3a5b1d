import { createHash } from "node:crypto"
import { call, putTransparency, type TransparencyFigures, transparencyFigures, weekFigures } from "@homesafe/api"
import type { AuthorityTables } from "@homesafe/db/authority"
import { endedWeeks } from "@homesafe/domain"
import { serviceDayOf, signEnvelope, unixSeconds, utf8Of } from "@homesafe/protocol"
import { type Kysely, sql } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { envelopeOf, jsonOf } from "../publishing/signed-lists.ts"
import { writeRegister } from "../retention/write-register.ts"
import { countWeek } from "./count-week.ts"

type Db = Kysely<AuthorityTables>
/** A year of weeks is published; older ones are kept, for they are public already. */
const PUBLISHED_WEEKS = 52
/** How far an authority that ran before this page existed looks back. */
const FIRST_WEEKS = 12

/**
 * One round of the transparency page's figures: counts weeks that are over, once each; signs a file when its content is another; sends it until
 * the public server has it. Each step is durable before the next, and may be done again or by two copies of this server.
 */
export async function publishFigures(deps: AuthorityDeps): Promise<void> {
  await keepWeeks(deps)
  await keepFile(deps)
  await deliver(deps)
}

async function keepWeeks({ db, clock, offset }: AuthorityDeps): Promise<void> {
  const first = await db.selectFrom("officers").select("created_at").orderBy("created_at").limit(1).executeTakeFirst()
  if (!first) return
  const kept = await db.selectFrom("transparency_weeks").select("week").orderBy("week", "desc").limit(60).execute()
  const known = new Set(kept.map(({ week }) => week))
  const since = serviceDayOf(unixSeconds(first.created_at), offset)
  const most = known.size === 0 ? FIRST_WEEKS : PUBLISHED_WEEKS
  for (const week of endedWeeks(serviceDayOf(clock.now(), offset), since, most)) {
    // A gap before the newest week that is kept was left on purpose: the system was not there, or what it would count is gone.
    if (known.has(week) || week < Math.max(...known)) continue
    const figures = await countWeek(db, week, offset)
    if (!figures) return
    await db
      .insertInto("transparency_weeks")
      .values({ week, figures: JSON.stringify(figures) })
      .onConflict((c) => c.doNothing()) // the first count stays, whichever copy made it
      .execute()
  }
}

async function keepFile(deps: AuthorityDeps): Promise<void> {
  const content = await contentOf(deps, deps.db)
  const newest = await newestFile(deps.db)
  if (newest && hashOf(content).equals(newest.hash)) return
  await deps.db.transaction().execute(async (tx) => {
    await sql`lock table transparency_files in share row exclusive mode`.execute(tx) // two copies: one numbers at a time
    const last = await newestFile(tx)
    const now = await contentOf(deps, tx)
    if (last && hashOf(now).equals(last.hash)) return
    // Not below the clock: a database put back from an older backup must not number lower than what is published.
    const seq = Math.max((last?.seq ?? 0) + 1, deps.clock.now())
    const figures: TransparencyFigures = { v: 1, dep: deps.dep, seq, t: deps.clock.now(), ...now }
    const bytes = utf8Of(JSON.stringify(transparencyFigures.parse(figures)))
    const label = { label: "VT1/transparency", dep: deps.dep, seq, role: "publisher" } as const
    const envelope = { bytes, sigs: [signEnvelope(bytes, label, deps.keys.publisher)] }
    await tx.deleteFrom("transparency_files").execute()
    await tx
      .insertInto("transparency_files")
      .values({ seq, hash: hashOf(now), envelope: JSON.stringify(jsonOf(envelope)) })
      .execute()
  })
}

type Content = Pick<TransparencyFigures, "weeks" | "register">

async function contentOf(deps: AuthorityDeps, db: Db): Promise<Content> {
  const rows = await db
    .selectFrom("transparency_weeks")
    .selectAll()
    .orderBy("week", "desc")
    .limit(PUBLISHED_WEEKS)
    .execute()
  const weeks = rows.map(({ figures }) => weekFigures.parse(figures)).reverse()
  return { weeks, register: await writeRegister(deps) }
}

/** What a file says without its moments: the register is signed anew whenever somebody asks for it. */
function hashOf({ weeks, register }: Content): Buffer {
  return createHash("sha256")
    .update(JSON.stringify([weeks, register.disclosures, register.key]))
    .digest()
}

async function newestFile(db: Db) {
  return db.selectFrom("transparency_files").selectAll().orderBy("seq", "desc").limit(1).executeTakeFirst()
}

async function deliver({ db, link, log }: AuthorityDeps): Promise<void> {
  const file = await newestFile(db)
  if (!file || file.delivered) return
  const sent = await call(putTransparency, { ...link, body: jsonOf(envelopeOf(file.envelope)) })
  if (!sent.ok) return log.warn({ problem: sent.problem }, "figures-waiting")
  await db.updateTable("transparency_files").set({ delivered: true }).where("seq", "=", file.seq).execute()
}
