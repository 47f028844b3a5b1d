import { createHash } from "node:crypto"
import type { DecisionBundle } from "@homesafe/api"
import type { AuthorityTables } from "@homesafe/db/authority"
import type { Kysely, Selectable } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { nextListTime } from "../publishing/next-list.ts"

type Row = Selectable<AuthorityTables["decisions"]>

/** What binds an act to all that it is about: the hash over the hashes of what still waits, in order of ids. */
export function hashOfWaiting(rows: readonly Pick<Row, "id" | "state" | "hash">[]): string {
  const waiting = rows.filter(({ state }) => state === "proposed").toSorted((a, b) => (a.id < b.id ? -1 : 1))
  return createHash("sha256")
    .update(Buffer.concat(waiting.map(({ hash }) => hash)))
    .digest("hex")
}

/** A bundle with all its decisions; nothing where there is none in the reader's reach. */
export async function findBundle(deps: AuthorityDeps, id: string): Promise<DecisionBundle | undefined> {
  const { db } = deps
  const bundle = await db
    .selectFrom("decision_bundles")
    .innerJoin("officers", "officers.id", "proposed_by")
    .select(["decision_bundles.id", "proposed_by", "proposed_at", "officers.name"])
    .where("decision_bundles.id", "=", id)
    .executeTakeFirst()
  if (!bundle) return undefined
  const rows = await db
    .selectFrom("decisions")
    .leftJoin("officers", "officers.id", "approved_by")
    .selectAll("decisions")
    .select("officers.name as approver")
    .where("bundle", "=", id)
    .orderBy("day", "desc")
    .orderBy("decisions.id")
    .execute()
  return {
    id,
    proposed: { id: bundle.proposed_by, name: bundle.name, at: bundle.proposed_at },
    hash: hashOfWaiting(rows),
    decisions: rows.map((row) => ({
      id: row.id,
      state: row.state,
      bytes: row.bytes.toString("base64url"),
      approvedBy: row.approver,
    })),
    nextList: await nextListTime(deps),
  }
}

/** Bundles of which some wait for a second officer, oldest first. */
export async function findWaitingBundles({ db }: Pick<AuthorityDeps, "db">) {
  const rows = await waitingOf(db)
  return rows.map(({ id, name, proposed_at, n }) => ({ id, by: name, at: proposed_at, waiting: Number(n) }))
}

function waitingOf(db: Kysely<AuthorityTables>) {
  return db
    .selectFrom("decisions")
    .innerJoin("decision_bundles", "decision_bundles.id", "bundle")
    .innerJoin("officers", "officers.id", "decision_bundles.proposed_by")
    .select(["decision_bundles.id", "officers.name", "decision_bundles.proposed_at"])
    .select((e) => e.fn.countAll<number>().as("n"))
    .where("state", "=", "proposed")
    .groupBy(["decision_bundles.id", "officers.name", "decision_bundles.proposed_at"])
    .orderBy("decision_bundles.proposed_at")
    .limit(20)
    .execute()
}
