import http from "node:http"
import type { AddressInfo } from "node:net"
import {
  addDays,
  ed25519PublicKey,
  hexOf,
  keyIdOf,
  manifestHash,
  readManifest,
  sha256,
  signEnvelope,
  type TrustList,
  writeEnvelope,
  writeRevoked,
  writeTrustList,
} from "@homesafe/protocol"
import type { OfficerKeys } from "@homesafe/protocol/officer"
import { checkBatch, readBatchRequest } from "@homesafe/protocol/publisher"
import { openAtRest } from "@homesafe/service/seal-at-rest"
import type { TestOfficer } from "../authority.test-support.ts"
import { setUpChanges, todayOf } from "../changes/changes.test-support.ts"
import type { AuthorityDeps } from "../deps.ts"
import type { ServerState } from "../server-state.ts"
import { currentTrust } from "./next-list.ts"
import { publishDue } from "./publish.ts"
import { jsonOf, newestList, writeList } from "./signed-lists.ts"

/** What a verifier knows of a deployment. */
export interface VerifierView {
  readonly trust: TrustList
  readonly list: OfficerKeys
  readonly initialFiles: readonly string[]
}

/** The lists that a deployment begins with, so many officers, and what verifiers know. */
export async function setUpLists(
  deps: AuthorityDeps,
  count: number,
): Promise<VerifierView & { readonly officers: TestOfficer[] }> {
  const { officers, list } = await setUpChanges(deps, count)
  const today = todayOf(deps)
  const days = { from: addDays(today, -1), until: addDays(today, 9) }
  const root = new Uint8Array(32).fill(7)
  const keys = (
    [
      ["root", root],
      ["publisher", deps.keys.publisher],
    ] as const
  ).map(([role, secret]) => {
    const pub = ed25519PublicKey(secret)
    return { id: keyIdOf(pub), role, pub, ...days }
  })
  const bytes = writeTrustList({ ...(await currentTrust(deps)), seq: 2, keys })
  const sigs = [signEnvelope(bytes, { label: "VT1/trust", dep: deps.dep, seq: 2, role: "root" }, root)]
  await writeList(deps.db, "trust", 2, { bytes, sigs })
  const kept = await Promise.all((["catalogue", "policy", "notices"] as const).map((kind) => newestList(deps.db, kind)))
  const files = [...kept.flatMap((one) => (one ? [writeEnvelope(one.envelope)] : [])), writeRevoked(new Map())]
  const initialFiles = files.map((file) => hexOf(sha256(file)))
  return { officers, list, trust: await currentTrust(deps), initialFiles }
}

/** What a verifier is sent for the newest list that was built. */
export async function newestRequest(deps: AuthorityDeps) {
  const asked = deps.db.selectFrom("batches").selectAll().orderBy("seq", "desc").limit(1)
  const row = await asked.executeTakeFirstOrThrow()
  const read = readBatchRequest(openAtRest(deps.keys.atRest, `batch ${row.seq}`, row.to_cosign ?? Buffer.of()))
  const manifest = readManifest(new Uint8Array(row.manifest))
  if (!read.ok || !manifest.ok) throw new Error("not readable")
  return {
    request: read.value,
    manifest: manifest.value,
    hash: manifestHash(new Uint8Array(row.manifest)),
    rows: row.rows,
  }
}

/** See `newestRequest`. */
export type Newest = Awaited<ReturnType<typeof newestRequest>>

/** A verifier's judgement of a list, as one word. */
export function checkAsVerifier(
  deps: AuthorityDeps,
  { trust, list, initialFiles }: VerifierView,
  { request }: Pick<Newest, "request">,
  last: { readonly seq: number; readonly hash: string } | null,
): string {
  const now = deps.clock.now()
  const checked = checkBatch(request, { dep: deps.dep, trust, officers: list, last, initialFiles, now })
  return checked.ok ? "signed" : checked.problem
}

/** A far end that takes every file, so that a list which verifiers would sign can go out. */
export async function startTakingLink(): Promise<{ readonly base: string; stop(): void }> {
  const server = http.createServer((request, response) => {
    request.resume()
    request.on("end", () => response.setHeader("content-type", "application/json").end("{}"))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo // as: it listens on a port
  return { base: `http://127.0.0.1:${port}`, stop: () => void server.close() }
}

/** Sends the list that is made, as if its quorum had signed it. */
export async function sendNewest(deps: AuthorityDeps): Promise<void> {
  const open = await deps.db
    .selectFrom("batches")
    .select(["seq", "manifest"])
    .where("state", "=", "building")
    .executeTakeFirstOrThrow()
  const envelope = JSON.stringify(jsonOf({ bytes: new Uint8Array(open.manifest), sigs: [] }))
  await deps.db.updateTable("batches").set({ state: "signed", envelope }).where("seq", "=", open.seq).execute()
  const state: ServerState = { problem: null }
  await publishDue(deps, state)
  if (state.problem) throw new Error(state.problem)
}
