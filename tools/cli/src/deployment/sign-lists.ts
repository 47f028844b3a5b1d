import { connect } from "@homesafe/db"
import type { AuthorityTables } from "@homesafe/db/authority"
import { seedCatalogue, seededPolicy } from "@homesafe/domain"
import {
  type Bytes,
  base64urlOf,
  hexOf,
  readEnvelope,
  readTrustList,
  type SignedEnvelope,
  serviceDayOf,
  sha256,
  signEnvelope,
  type TrustList,
  type UnixSeconds,
  utf8Of,
  writeCatalogue,
  writeEnvelope,
  writeNotices,
  writePolicy,
  writeRevoked,
} from "@homesafe/protocol"
import type { Demonstration } from "./demonstration.ts"
import { type FormKey, formKeyOf } from "./form-key.ts"
import { readOrMakeKey } from "./keys.ts"
import { makeTrust } from "./make-trust.ts"
import { type UploadKey, uploadKeysFor } from "./upload-keys.ts"

/** A deployment's signed lists as they stand after set-up. */
export interface SignedLists {
  readonly trust: SignedEnvelope
  readonly catalogue: SignedEnvelope
  readonly uploadKeys: readonly UploadKey[]
  readonly formKey: FormKey
  /** Hashes of the files that verifiers accept without officers' signatures, as served. */
  readonly initialFiles: readonly string[]
}

/** Signs what is missing or has changed (hosts, this week's upload key), and keeps it in the authority's database. */
export async function signLists(
  home: string,
  facts: Demonstration,
  authorityUrl: string,
  now: UnixSeconds,
  every: number,
): Promise<SignedLists> {
  const db = connect<AuthorityTables>(authorityUrl, 2)
  try {
    const today = serviceDayOf(now, facts.offset)
    const publisher = readOrMakeKey(home, "publisher")
    const keep = (kind: string, seq: number, envelope: SignedEnvelope) =>
      db
        .insertInto("signed_lists")
        .values({ kind, seq, envelope: JSON.stringify(jsonOf(envelope)) })
        .onConflict((c) => c.columns(["kind", "seq"]).doNothing())
        .execute()
    const newest = (kind: string) =>
      db
        .selectFrom("signed_lists")
        .selectAll()
        .where("kind", "=", kind)
        .orderBy("seq", "desc")
        .limit(1)
        .executeTakeFirst()
    const sign = (bytes: Bytes, label: "VT1/catalogue" | "VT1/policy" | "VT1/notices"): SignedEnvelope => ({
      bytes,
      sigs: [signEnvelope(bytes, { label, dep: facts.dep, seq: 1, role: "publisher" }, publisher)],
    })
    const catalogue = sign(writeCatalogue(seedCatalogue(1)), "VT1/catalogue")
    const policy = sign(writePolicy(seededPolicy()), "VT1/policy")
    const notices = sign(writeNotices({ v: 1, seq: 1, entries: [] }), "VT1/notices")
    await keep("catalogue", 1, catalogue)
    await keep("policy", 1, policy)
    await keep("notices", 1, notices)

    const uploadKeys = await uploadKeysFor(home, today)
    const formKey = await formKeyOf(home)
    const before = await newest("trust")
    const { dep, offset, hosts } = facts
    const make = (seq: number) =>
      makeTrust(
        home,
        { dep, offset, every, hosts },
        { upload: uploadKeys, form: formKey },
        { seq, now, firstDay: today },
      )
    const current = before && envelopeFrom(before.envelope)
    const isCurrent = before !== undefined && current !== undefined && speaksAlike(current, make(before.seq), now)
    const trust = isCurrent ? current : make((before?.seq ?? 0) + 1)
    if (!isCurrent) await keep("trust", (before?.seq ?? 0) + 1, trust)
    const files = [...[catalogue, policy, notices].map(writeEnvelope), writeRevoked(new Map())]
    const initialFiles = files.map((file) => hexOf(sha256(file)))
    return { trust, catalogue, uploadKeys, formKey, initialFiles }
  } finally {
    await db.destroy()
  }
}

/** A list as JSON, the way the wire and the database have it. */
export function jsonOf(envelope: SignedEnvelope) {
  return {
    bytes: base64urlOf(envelope.bytes),
    sigs: envelope.sigs.map((s) => ({ key: s.key, role: s.role, sig: base64urlOf(s.sig) })),
  }
}

function envelopeFrom(json: unknown): SignedEnvelope {
  const read = readEnvelope(utf8Of(JSON.stringify(json)))
  if (!read.ok) throw new Error("a kept list does not parse")
  return read.value
}

/** Whether two trust lists differ only in when they were made, and the kept one has a month left. */
function speaksAlike(kept: SignedEnvelope, fresh: SignedEnvelope, now: UnixSeconds): boolean {
  const [a, b] = [readTrustList(kept.bytes), readTrustList(fresh.bytes)]
  if (!a.ok || !b.ok || a.value.exp < now + 30 * 86_400) return false
  const timeless = (t: TrustList) =>
    JSON.stringify({ ...t, t: 0, exp: 0, keys: t.keys.map((k) => [k.id, k.role, k.days]) })
  return timeless(a.value) === timeless(b.value)
}
