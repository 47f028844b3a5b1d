import type { Officer } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import type { AuthorityTables } from "@homesafe/db/authority"
import {
  addDays,
  concatBytes,
  ed25519Verify,
  type Hex,
  hexOf,
  isSmallOrderKey,
  keyIdOf,
  type SignedEnvelope,
  serviceDay,
  serviceDayOf,
  sha256,
  signEnvelope,
  type UnixSeconds,
  unixSeconds,
  utf8Of,
} from "@homesafe/protocol"
import { type OfficerKeys, readOfficers, writeOfficers } from "@homesafe/protocol/officer"
import type { Transaction } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { newestList, writeList } from "../publishing/signed-lists.ts"

/** Days for which an officer's signing key holds. */
const KEY_DAYS = 365
/** Seconds for which an officers' list holds. */
const LIST_SECONDS = 30 * 86_400

/** What the browser signs to show that it holds the new key. */
export function keyProofText(officer: string): Uint8Array {
  return concatBytes(utf8Of("HomeSafe/signing-key"), utf8Of(officer))
}

/** Keeps an officer's new key. In a demonstration the officers' list is signed at once; elsewhere the roots sign it offline. */
export async function addSigningKey(
  deps: AuthorityDeps,
  officer: Officer,
  pub: Uint8Array,
  proof: Uint8Array,
): Promise<boolean> {
  if (isSmallOrderKey(pub) || !ed25519Verify(pub, keyProofText(officer.id), proof)) return false
  const now = deps.clock.now()
  const today = serviceDayOf(now, deps.offset)
  const key_id = keyIdOf(pub)
  await deps.db.transaction().execute(async (tx) => {
    await tx
      .insertInto("signing_keys")
      .values({ key_id, officer_id: officer.id, public: pub, from_day: today, until_day: addDays(today, KEY_DAYS) })
      .execute()
    await writeAudit(tx, { at: now, officer: officer.id, act: "enrol-signing-key", subject: key_id })
  })
  if (deps.keys.demonstrationRoot) await signOfficers(deps, deps.keys.demonstrationRoot, now)
  return true
}

/**
 * Ends an officer's keys: this server takes no signature of theirs from now on, and the next officers' list that is signed lets each end
 * today. What they signed up to then counts as the list says (Spec §9, ADR 0039).
 */
export async function endOfficerKeys(
  tx: Transaction<AuthorityTables>,
  officer: string,
  now: UnixSeconds,
  today: number,
): Promise<void> {
  await tx
    .updateTable("signing_keys")
    .set((is) => ({
      ended_at: now,
      until_day: is.fn<number>("greatest", ["from_day", is.fn("least", ["until_day", is.val(today)])]),
    }))
    .where("officer_id", "=", officer)
    .where("ended_at", "is", null)
    .execute()
}

/** A demonstration signs the officers' list itself: at the start, and again before it ends. */
export async function ensureOfficersList(deps: AuthorityDeps): Promise<void> {
  if (!deps.keys.demonstrationRoot) return
  const newest = await newestList(deps.db, "officers")
  const read = newest && readOfficers(newest.envelope.bytes)
  const now = deps.clock.now()
  // A list of an earlier version gave its officers no right to change public files.
  const hasRights = read?.ok && read.value.keys.every(({ roles }) => roles.includes("change"))
  // Nor does one hold that lets a key go on which has ended.
  const ended = await deps.db
    .selectFrom("signing_keys")
    .select(["key_id", "until_day"])
    .where("ended_at", "is not", null)
    .execute()
  const isEnded = ended.every(
    ({ key_id, until_day }) =>
      read?.ok && read.value.keys.every(({ id, until }) => id !== key_id || until <= until_day),
  )
  if (hasRights && isEnded && read.value.exp > now + LIST_SECONDS / 3) return
  await signOfficers(deps, deps.keys.demonstrationRoot, now)
}

async function signOfficers(deps: AuthorityDeps, root: Uint8Array, now: UnixSeconds): Promise<void> {
  const before = await newestList(deps.db, "officers")
  const seq = (before?.seq ?? 0) + 1
  const keys = await deps.db.selectFrom("signing_keys").selectAll().orderBy("key_id").execute()
  const list: OfficerKeys = {
    v: 1,
    dep: deps.dep,
    seq,
    prev: hashOfList(before?.envelope),
    t: now,
    exp: unixSeconds(now + LIST_SECONDS),
    keys: keys.map((k) => ({
      id: k.key_id,
      pub: new Uint8Array(k.public),
      roles: ["decision", "change"],
      from: serviceDay(k.from_day),
      until: serviceDay(k.until_day),
    })),
  }
  const bytes = writeOfficers(list)
  const signature = signEnvelope(bytes, { label: "VT1/officers", dep: deps.dep, seq, role: "root" }, root)
  await writeList(deps.db, "officers", seq, { bytes, sigs: [signature] })
}

function hashOfList(envelope: SignedEnvelope | undefined): Hex {
  return envelope ? hexOf(sha256(envelope.bytes)) : "0".repeat(64)
}
