import type { HealthProfile, LinkedCredential } from "@homesafe/api"
import { type Credential, readTexts } from "@homesafe/codes/credentials"
import type { HealthTables } from "@homesafe/db/health"
import { done, type Outcome, refuse } from "@homesafe/service"
import type { Kysely } from "kysely"
import { type HeldAccount, withAccount } from "../accounts/account-keys.ts"
import type { HealthDeps } from "../deps.ts"
import type { CheckedCredential } from "./gather-facts.ts"

/** Documents that one account may link at the same time. */
const MOST = 12

/** Reads a document's texts against the issuers that this service believes; nothing where they are no document. */
async function read(deps: Pick<HealthDeps, "clock" | "trust">, texts: readonly string[]): Promise<Credential | null> {
  const found = await readTexts(texts, { at: deps.clock.now(), trust: deps.trust() })
  return found.state === "read" ? found.credential : null
}

/** Links a document of the person's own: verified here and now, and about nobody else. The same id again changes nothing. */
export async function linkCredential(
  deps: HealthDeps,
  account: string,
  id: string,
  texts: readonly string[],
): Promise<Outcome<Record<string, never>>> {
  const credential = await read(deps, texts)
  if (!credential) return refuse("malformed", "texts")
  if (credential.outcome.state !== "verified" || factsOf(credential).length === 0) return refuse("not-verified")
  const outcome = await withAccount(deps, account, async (tx, held) => {
    if (held.row.state !== "accepted" || held.row.sealed === null) return refuse("not-in-this-state")
    if (!isAbout(credential, held.openJson<HealthProfile>("profile", held.row.sealed))) return refuse("another-person")
    const kept = await tx.selectFrom("credentials").select("id").where("account_id", "=", account).execute()
    if (kept.some((row) => row.id === id)) return done({})
    if (kept.length >= MOST) return refuse("too-many-waiting")
    const sealed = held.sealJson(`credential ${id}`, texts)
    await tx.insertInto("credentials").values({ id, account_id: account, added_at: deps.clock.now(), sealed }).execute()
    return done({})
  })
  return outcome ?? refuse("not-signed-in")
}

/** Takes a document back; it is gone from the next colour on. */
export async function unlinkCredential({ db }: HealthDeps, account: string, id: string): Promise<void> {
  await db.deleteFrom("credentials").where("account_id", "=", account).where("id", "=", id).execute()
}

/** What an account has linked, each verified anew: what has ended or was revoked since counts no more, and is said to. */
export async function readLinked(
  deps: Pick<HealthDeps, "clock" | "trust">,
  db: Kysely<HealthTables>,
  { row, openJson }: HeldAccount,
): Promise<{ readonly shown: LinkedCredential[]; readonly facts: CheckedCredential[] }> {
  const rows = await db
    .selectFrom("credentials")
    .selectAll()
    .where("account_id", "=", row.id)
    .orderBy("added_at", "desc")
    .orderBy("id")
    .execute()
  const all = rows.map(async ({ id, added_at, sealed }) => {
    const credential = await read(deps, openJson<string[]>(`credential ${id}`, sealed))
    const facts = credential ? factsOf(credential) : []
    const counts = credential?.outcome.state === "verified"
    const shown = { id, addedAt: added_at, counts, facts: facts.map(({ kind, on }) => ({ kind, on })) }
    return { shown, facts: counts ? facts : [] }
  })
  const linked = await Promise.all(all)
  return { shown: linked.map(({ shown }) => shown), facts: linked.flatMap(({ facts }) => facts) }
}

/** What rules may ask of a document: the kind and the day of each record that has one. */
function factsOf({ records }: Credential): CheckedCredential[] {
  return records.flatMap((record): CheckedCredential[] => {
    const date = record.kind === "recovery" ? record.firstPositive : "date" in record ? record.date : null
    if (date === null || !/^\d{4}-\d{2}-\d{2}/.test(date)) return []
    const on = date.slice(0, 10)
    if (record.kind !== "test") return [{ kind: record.kind, on }]
    return record.result === "other" ? [] : [{ kind: `test-${record.result}`, on }]
  })
}

/** The person's own: the birth date is the same as far as the document has it, and so are the words of the name, in whatever order. */
function isAbout({ holders }: Credential, { latinName, chineseName, born }: HealthProfile): boolean {
  return holders.some(({ name, nameLatin, birth }) => {
    const isSameDay = birth !== null && birth !== "" && born.startsWith(birth)
    const own = wordsOf(latinName)
    const isSameName =
      (own !== "" && [name, nameLatin ?? ""].some((each) => wordsOf(each) === own)) ||
      (chineseName !== null && name.replace(/\s/g, "") === chineseName)
    return isSameDay && isSameName
  })
}

/** A name's words without marks and case, in one order. */
function wordsOf(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toUpperCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== "")
    .sort()
    .join(" ")
}
