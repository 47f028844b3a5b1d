import { createHash } from "node:crypto"
import type { SignedTransparency, TransparencyText } from "@homesafe/api"
import { hideSmall, hideSmallOfTable } from "@homesafe/domain"
import {
  bytesOfHex,
  concatBytes,
  ed25519PublicKey,
  ed25519Sign,
  hexOf,
  keyIdOf,
  serviceDay,
  serviceDayOf,
  startOfServiceDay,
  unixSeconds,
  utf8Of,
} from "@homesafe/protocol"
import { sql } from "kysely"
import { decisionOf, kindOf } from "../decisions/find-decisions.ts"
import type { AuthorityDeps } from "../deps.ts"
import { disclosuresOf } from "../retention/write-register.ts"

/** Weeks that are over and told of: a quarter. */
const WEEKS = 13
/** Service day 0 was a Thursday; weeks begin on Mondays. */
const FIRST_MONDAY = 4

type Deps = Pick<AuthorityDeps, "db" | "dep" | "keys" | "clock" | "offset">

/** What is told in public now. Only weeks that are over are counted: day by day, a number would tell of the one who came since yesterday. */
export async function countForPublic({ db, dep, clock, offset }: Deps): Promise<TransparencyText> {
  const today = serviceDayOf(clock.now(), offset)
  const thisWeek = today - ((today - FIRST_MONDAY) % 7)
  const weeks = Array.from({ length: WEEKS }, (_, i) => serviceDay(thisWeek - 7 * (i + 1)))
  const begin = startOfServiceDay(weeks.at(-1) ?? today, offset)
  const end = startOfServiceDay(serviceDay(thisWeek), offset)
  const weekOf = (at: number) => weeks.findIndex((day) => startOfServiceDay(day, offset) <= at)
  const rows = await db
    .selectFrom("decisions")
    .leftJoin("venues", "venues.vid", "decisions.vid")
    .select(["bytes", "approved_at", sql<number | null>`(venues.application ->> 'category')::integer`.as("category")])
    .where("approved_at", ">=", begin)
    .where("approved_at", "<", end)
    .where("decisions.state", "in", ["published", "superseded"])
    .execute()
  const decided = rows.map(({ bytes, approved_at, category }) => {
    const kind = kindOf(decisionOf({ bytes }))
    return { kind, week: weekOf(approved_at ?? 0), category: category ?? 0 }
  })
  const ofKind = (kind: string) => decided.filter((each) => each.kind === kind)
  const inWeek = (each: readonly { readonly week: number }[], week: number) =>
    each.filter((one) => one.week === week).length
  const cases = await db
    .selectFrom("cases")
    .select("opened_at")
    .where("opened_at", ">=", begin)
    .where("opened_at", "<", end)
    .where("merged_into", "is", null)
    .execute()
  const opened = cases.map(({ opened_at }) => ({ week: weekOf(opened_at) }))
  const warnings = ofKind("exposure")
  // The sum of a quarter's warnings may follow from the table by category.
  const shown = hideSmallOfTable(weeks.map((_, key) => ({ key, count: inWeek(warnings, key) })))
  return {
    v: 1,
    dep,
    t: unixSeconds(clock.now()),
    venues: await venuesByCategory(db),
    weeks: weeks.map((from, i) => ({
      from,
      cases: hideSmall(inWeek(opened, i)),
      warnings: shown[i]?.count ?? null,
      corrections: hideSmall(inWeek(ofKind("correction"), i)),
      withdrawals: hideSmall(inWeek(ofKind("withdrawal"), i)),
    })),
    warnings: tableOf(Map.groupBy(warnings, ({ category }) => category)),
    disclosures: await disclosuresOf(db),
  }
}

function tableOf(groups: ReadonlyMap<number, readonly unknown[]>) {
  const lines = [...groups].map(([key, all]) => ({ key, count: all.length })).sort((a, b) => a.key - b.key)
  return hideSmallOfTable(lines).map(({ key, count }) => ({ category: key, count }))
}

/** Registered venues are public by their posters: their numbers are told as they are. */
async function venuesByCategory(db: Deps["db"]): Promise<TransparencyText["venues"]> {
  const { rows } = await sql<{ category: number; n: string }>`
    select (application ->> 'category')::integer as category, count(*) as n from venues
    where state = 'reviewed' and closed_at is null group by 1 order by 1`.execute(db)
  return rows.map(({ category, n }) => ({ category, count: Number(n) }))
}

/** Signs a text by the key that signs what the authority keeps. See `signedTransparency`. */
export function signTransparency(
  { dep, keys }: Pick<Deps, "dep" | "keys">,
  said: TransparencyText,
): SignedTransparency {
  const text = JSON.stringify(said)
  const hash = createHash("sha256").update(text).digest()
  const statement = concatBytes(utf8Of("HomeSafe/transparency"), bytesOfHex(dep), hash)
  return { text, key: keyIdOf(ed25519PublicKey(keys.keeper)), sig: hexOf(ed25519Sign(keys.keeper, statement)) }
}
