import { call, cosignBatch, putFeedFile, putFeedHead, setOfficers, witnessHead } from "@homesafe/api"
import type { AuthorityTables } from "@homesafe/db/authority"
import { lastPublicationTime } from "@homesafe/domain"
import { bytesOfBase64url, type EnvelopeSignature, type TrustList, unixSeconds } from "@homesafe/protocol"
import { signManifest } from "@homesafe/protocol/publisher"
import { openAtRest } from "@homesafe/service/seal-at-rest"
import type { Selectable } from "kysely"
import type { AuthorityDeps, Peer } from "../deps.ts"
import { ensureOfficersList } from "../officers/signing-keys.ts"
import type { ServerState } from "../server-state.ts"
import { buildList, type ListChanges } from "./build-list.ts"
import { currentTrust } from "./next-list.ts"
import { envelopeOf, jsonOf, newestList } from "./signed-lists.ts"

type Batch = Selectable<AuthorityTables["batches"]>

/**
 * One round of publishing. Each step is durable before the next begins and may be done again: a list is built once, signed once for
 * each number, and sent until the public server has it. A crash anywhere is taken up where it happened.
 */
export async function publishDue(deps: AuthorityDeps, state: ServerState): Promise<void> {
  const trust = await currentTrust(deps)
  await ensureOfficersList(deps)
  const open = await newest(deps)
  if (open && open.state !== "published") return finish(deps, trust, open, state)
  const due = unixSeconds(lastPublicationTime(deps.clock.now(), trust.offset, trust.every))
  if (open && open.made_at >= due) return
  await buildList(deps, trust, due)
  const built = await newest(deps)
  if (built) await finish(deps, trust, built, state)
}

async function newest({ db }: AuthorityDeps): Promise<Batch | undefined> {
  return db.selectFrom("batches").selectAll().orderBy("seq", "desc").limit(1).executeTakeFirst()
}

async function finish(deps: AuthorityDeps, trust: TrustList, batch: Batch, state: ServerState): Promise<void> {
  const problem =
    (batch.state === "building" ? await sign(deps, trust, batch) : null) ??
    (await send(deps, batch.seq)) ??
    (await close(deps, batch))
  state.problem = problem
  if (problem) deps.log.warn({ seq: batch.seq, problem }, "list-late")
  else deps.log.info({ seq: batch.seq, rows: batch.rows }, "list-published")
}

/** Collects the quorum's signatures; the seed is destroyed with the request once they are kept (Spec §8). */
async function sign(deps: AuthorityDeps, trust: TrustList, batch: Batch): Promise<string | null> {
  const manifest = new Uint8Array(batch.manifest)
  if (!batch.to_cosign) throw new Error("a list without its request cannot be signed")
  const request = openAtRest(deps.keys.atRest, `batch ${batch.seq}`, batch.to_cosign).toString("base64url")
  const trustList = await newestList(deps.db, "trust")
  const officers = await newestList(deps.db, "officers")
  if (!trustList || !officers) return "not-ready"
  const sigs: EnvelopeSignature[] = [
    signManifest(manifest, { dep: deps.dep, seq: batch.seq, role: "publisher" }, deps.keys.publisher),
  ]
  for (const verifier of deps.verifiers) {
    await call(setOfficers, { ...verifier, body: jsonOf(officers.envelope) })
    const signed = await call(cosignBatch, { ...verifier, body: { request, trust: jsonOf(trustList.envelope) } })
    if (signed.ok) sigs.push(signatureOf(signed.value))
    else deps.log.warn({ seq: batch.seq, problem: signed.problem, why: signed.field }, "verifier-refused")
  }
  if (count(sigs, "verifier") < trust.quorum.verifier) return "verifiers-missing"
  for (const witness of deps.witnesses) {
    const signed = await call(witnessHead, {
      ...witness,
      body: { manifest: Buffer.from(manifest).toString("base64url") },
    })
    if (signed.ok) sigs.push(signatureOf(signed.value))
    else deps.log.warn({ seq: batch.seq, problem: signed.problem, why: signed.field }, "witness-refused")
  }
  if (count(sigs, "witness") < trust.quorum.witness) return "witness-missing"
  await deps.db
    .updateTable("batches")
    .set({ state: "signed", envelope: JSON.stringify(jsonOf({ bytes: manifest, sigs })), to_cosign: null })
    .where("seq", "=", batch.seq)
    .execute()
  return null
}

/** Sends the files, then the head that names them. */
async function send(deps: AuthorityDeps, seq: number): Promise<string | null> {
  const files = await deps.db.selectFrom("feed_files").selectAll().where("pushed", "=", false).execute()
  for (const file of files) {
    const sent = await put(deps.link, file.sha256, file.bytes)
    if (!sent.ok) {
      deps.log.warn({ seq, bytes: file.bytes.length, problem: sent.problem }, "file-refused")
      return "public-server-away"
    }
    await deps.db.updateTable("feed_files").set({ pushed: true }).where("sha256", "=", file.sha256).execute()
  }
  const signed = await deps.db.selectFrom("batches").select("envelope").where("seq", "=", seq).executeTakeFirstOrThrow()
  const head = await call(putFeedHead, { ...deps.link, body: jsonOf(envelopeOf(signed.envelope)) })
  return head.ok ? null : "public-server-away"
}

function put(link: Peer, sha256: string, bytes: Buffer) {
  return call(putFeedFile, { ...link, params: { sha256 }, body: { bytes: bytes.toString("base64url") } })
}

/** Notes what the world has been told; the copy of files that were sent is dropped. */
async function close({ db }: AuthorityDeps, batch: Batch): Promise<null> {
  const changes = batch.changes as ListChanges // as: written by build-list
  await db.transaction().execute(async (tx) => {
    for (const change of changes.rows) {
      const row = { message: Buffer.from(change.message, "hex"), seq: batch.seq, corrected: change.corrected }
      await tx
        .insertInto("published_rows")
        .values({
          vid: Buffer.from(change.vid, "hex"),
          day: change.day,
          tag: Buffer.from(change.tag ?? "", "hex"),
          ...row,
        })
        .onConflict((c) => c.columns(["vid", "day", "tag"]).doUpdateSet(row))
        .execute()
    }
    if (changes.decisions.length > 0) {
      await tx
        .updateTable("decisions")
        .set({ state: "published", list: batch.seq })
        .where("id", "in", [...changes.decisions])
        .where("state", "=", "approved")
        .execute()
    }
    if (changes.files && changes.files.length > 0) {
      await tx
        .updateTable("file_changes")
        .set({ state: "published", list: batch.seq })
        .where("id", "in", [...changes.files])
        .where("state", "=", "approved")
        .execute()
    }
    await tx.deleteFrom("feed_files").where("pushed", "=", true).execute()
    await tx.updateTable("batches").set({ state: "published" }).where("seq", "=", batch.seq).execute()
  })
  return null
}

function signatureOf(signed: { readonly key: string; readonly role: string; readonly sig: string }): EnvelopeSignature {
  const sig = bytesOfBase64url(signed.sig)
  if (!sig) throw new Error("a co-signer's signature does not parse")
  return { key: signed.key, role: signed.role, sig }
}

function count(sigs: readonly EnvelopeSignature[], role: string): number {
  return new Set(sigs.filter((s) => s.role === role).map((s) => s.key)).size
}
