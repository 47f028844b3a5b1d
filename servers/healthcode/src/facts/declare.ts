import type { DeclarationKind, HealthDeclaration } from "@homesafe/api"
import type { HealthTables } from "@homesafe/db/health"
import { keptDays } from "@homesafe/domain"
import { healthColours } from "@homesafe/protocol"
import { done, type Outcome, refuse } from "@homesafe/service"
import type { Kysely } from "kysely"
import { type HeldAccount, withAccount } from "../accounts/account-keys.ts"
import { decideColour } from "../colours/decide-colour.ts"
import type { HealthDeps } from "../deps.ts"
import { revokePapersOf } from "../paper/papers.ts"
import { dateAt, daysBetween } from "./calendar.ts"
import { gatherFacts } from "./gather-facts.ts"
import { readLinked } from "./link-credential.ts"

/** Declarations that one account may hold at the same time. */
const MOST = 100

interface Declared {
  readonly kind: DeclarationKind
  /** ISO date. */
  readonly on: string
}

/** What an account has declared, the newest first. */
export async function readDeclarations(
  db: Kysely<HealthTables>,
  { row, openJson }: HeldAccount,
): Promise<HealthDeclaration[]> {
  const rows = await db
    .selectFrom("declarations")
    .selectAll()
    .where("account_id", "=", row.id)
    .orderBy("made_at", "desc")
    .orderBy("id")
    .execute()
  return rows.map(({ id, made_at, sealed, set_aside }) => {
    const { kind, on } = openJson<Declared>(`declaration ${id}`, sealed)
    return { id, kind, on, madeAt: made_at, setAside: set_aside }
  })
}

/**
 * Keeps what somebody declares about themselves. A worse colour revokes their codes on paper in the same step: paper cannot change by
 * itself. The same id again changes nothing.
 */
export async function declare(
  deps: HealthDeps,
  account: string,
  id: string,
  said: Declared,
): Promise<Outcome<Record<string, never>>> {
  const now = deps.clock.now()
  const daysAgo = daysBetween(said.on, dateAt(deps, now))
  if (daysAgo < 0 || daysAgo >= keptDays("declarations")) return refuse("malformed", "on")
  const outcome = await withAccount(deps, account, async (tx, held) => {
    if (held.row.state !== "accepted") return refuse("not-in-this-state")
    const rankNow = async () => healthColours.indexOf((await colourOf(deps, tx, held)).colour)
    const kept = await readDeclarations(tx, held)
    if (kept.some((each) => each.id === id)) return done({})
    if (kept.length >= MOST) return refuse("too-many-waiting")
    const before = await rankNow()
    const sealed = held.sealJson(`declaration ${id}`, said)
    await tx.insertInto("declarations").values({ id, account_id: account, made_at: now, sealed }).execute()
    if ((await rankNow()) > before) await revokePapersOf(tx, now, account)
    return done({})
  })
  return outcome ?? refuse("not-signed-in")
}

/** An account's colour at this moment, within its transaction. */
export async function colourOf(deps: HealthDeps, db: Kysely<HealthTables>, held: HeldAccount) {
  const linked = await readLinked(deps, db, held)
  const facts = gatherFacts(dateAt(deps, deps.clock.now()), await readDeclarations(db, held), linked.facts)
  const rules = deps.rules()?.rules ?? null
  return { ...decideColour(rules, facts), facts, rules }
}
