import {
  acceptSigned,
  acceptTrustList,
  type Bytes,
  type Catalogue,
  checkFile,
  type Hex,
  type Manifest,
  type NamedFile,
  type Policy,
  type Result,
  type Revoked,
  readCatalogue,
  readEnvelope,
  readPolicy,
  readRevoked,
  type ServiceDay,
  serviceDayOf,
  type TrustList,
  type UnixSeconds,
} from "@homesafe/protocol"
import {
  type AcceptedManifest,
  acceptEarlierManifest,
  acceptManifest,
  chainOf,
  type EarlierManifest,
  type FeedState,
  peekManifest,
  planBatches,
  readSequence,
} from "@homesafe/protocol/visitor"
import type { KeptBatch } from "../keeper/open-database.ts"
import type { CheckProblem } from "../keeper/views.ts"

/** Fetches "head" or a file by its hash, of the length that was signed; nothing when nobody answers or it broke off, "missing" when the
 * server answers that it has none: that is no lack of a network. */
export type FetchFile = (name: string, bytes?: number) => Promise<Bytes | "missing" | undefined>

/** What the phone knew before. The envelopes are the bytes as served, to see whether a file has changed. */
export interface KnownList {
  readonly dep: Hex
  readonly trust: TrustList
  readonly feed: FeedState | null
  readonly catalogueFile: Uint8Array | undefined
  readonly policyFile: Uint8Array | undefined
  readonly revokedFile: Uint8Array | undefined
  readonly issuersFile: Uint8Array | undefined
  readonly noticesFile: Uint8Array | undefined
}

/** Of one that has no file yet. */
export const NO_FILES = {
  catalogueFile: undefined,
  policyFile: undefined,
  revokedFile: undefined,
  issuersFile: undefined,
  noticesFile: undefined,
} as const

/** What a check brought, all of it verified. */
export interface FetchedList {
  readonly feed: FeedState
  readonly hold: readonly number[]
  readonly trust: { readonly list: TrustList; readonly file: Bytes } | null
  readonly catalogue: { readonly catalogue: Catalogue; readonly file: Bytes } | null
  readonly policy: { readonly policy: Policy; readonly file: Bytes } | null
  readonly revoked: { readonly revoked: Revoked; readonly file: Bytes } | null
  /** Whose health documents are believed: the bytes, which the wallet reads when it is opened. */
  readonly issuers: Bytes | null
  /** The named notices: signed and unread, for the page that shows them reads them. */
  readonly noticesFile: Bytes | null
  /** In the order in which they must be compared. */
  readonly batches: readonly KeptBatch[]
  readonly snapshotUpTo: number | null
}

type Fetched<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: CheckProblem }
const good = <T>(value: T): Fetched<T> => ({ ok: true, value })
const bad = (problem: CheckProblem): Fetched<never> => ({ ok: false, problem })

/** Asks for the head, checks signatures and history, and fetches what is new. Nothing is kept until all of it is good. Spec §9. */
export async function fetchList(
  fetchFile: FetchFile,
  known: KnownList,
  now: UnixSeconds,
): Promise<Fetched<FetchedList>> {
  const served = await fetchFile("head")
  if (served === undefined || served === "missing") return bad("offline") // before the first list there is no head
  const head = readEnvelope(served)
  if (!head.ok) return bad("not-accepted")
  const peeked = peekManifest(head.value)
  if (!peeked.ok) return bad("not-accepted")

  const trust = await newerTrust(fetchFile, known, peeked.value, now)
  if (!trust.ok) return trust
  const list = trust.value?.list ?? known.trust
  const isNews = known.feed === null || known.feed.seq !== peeked.value.seq || known.feed.done < peeked.value.seq
  const chainFile = isNews ? await fetchNamed(fetchFile, peeked.value.chain) : good(null)
  if (!chainFile.ok) return chainFile
  const accepted = acceptManifest(known.feed, head.value, list, chainFile.value)
  if (!accepted.ok) return bad("not-accepted")

  const { manifest } = accepted.value
  const day = serviceDayOf(manifest.t, list.offset)
  const rule = { trust: list, day }
  const catalogue = await newerSigned(fetchFile, known.catalogueFile, manifest.catalogue, {
    ...rule,
    label: "VT1/catalogue",
    read: readCatalogue,
  })
  if (!catalogue.ok) return catalogue
  const policy = await newerSigned(fetchFile, known.policyFile, manifest.policy, {
    ...rule,
    label: "VT1/policy",
    read: readPolicy,
  })
  if (!policy.ok) return policy
  const notices = await newerSigned(fetchFile, known.noticesFile, manifest.notices, {
    ...rule,
    label: "VT1/notices",
    read: readSequence,
  })
  if (!notices.ok) return notices
  const revoked = await newerRevoked(fetchFile, known, manifest)
  if (!revoked.ok) return revoked
  const issuers = await newerIssuers(fetchFile, known, manifest)
  if (!issuers.ok) return issuers
  const batches = await fetchBatches(fetchFile, accepted.value, chainFile.value)
  if (!batches.ok) return batches
  return good({
    feed: { ...accepted.value.state, done: manifest.seq },
    hold: manifest.hold,
    trust: trust.value,
    catalogue: catalogue.value && { catalogue: catalogue.value.content, file: catalogue.value.file },
    policy: policy.value && { policy: policy.value.content, file: policy.value.file },
    revoked: revoked.value,
    issuers: issuers.value,
    noticesFile: notices.value?.file ?? null,
    ...batches.value,
  })
}

async function fetchNamed(fetchFile: FetchFile, file: NamedFile): Promise<Fetched<Bytes>> {
  const bytes = await fetchFile(file.sha256, file.bytes)
  if (bytes === undefined) return bad("offline")
  if (bytes === "missing") return bad("file-missing")
  return checkFile(bytes, file) ? good(bytes) : bad("file-missing")
}

async function newerTrust(
  fetchFile: FetchFile,
  { trust, dep }: KnownList,
  manifest: Manifest,
  now: UnixSeconds,
): Promise<Fetched<FetchedList["trust"]>> {
  if (manifest.trust.seq <= trust.seq) return good(null)
  const file = await fetchNamed(fetchFile, manifest.trust)
  if (!file.ok) return file
  const envelope = readEnvelope(file.value)
  const list = envelope.ok ? acceptTrustList(trust, envelope.value, dep, now) : undefined
  return list?.ok ? good({ list: list.value, file: file.value }) : bad("not-accepted")
}

/** A file that the publisher signs, when it is another one than the phone has. */
async function newerSigned<T extends { readonly seq: number }>(
  fetchFile: FetchFile,
  keptFile: Uint8Array | undefined,
  named: NamedFile,
  rule: {
    readonly trust: TrustList
    readonly day: ServiceDay
    readonly label: "VT1/catalogue" | "VT1/policy" | "VT1/notices"
    readonly read: (bytes: Uint8Array) => Result<T, string>
  },
): Promise<Fetched<{ readonly content: T; readonly file: Bytes } | null>> {
  if (keptFile && checkFile(keptFile, named)) return good(null)
  const file = await fetchNamed(fetchFile, named)
  if (!file.ok) return file
  const envelope = readEnvelope(file.value)
  if (!envelope.ok) return bad("not-accepted")
  const accepted = acceptSigned(envelope.value, rule, rule.read)
  return accepted.ok ? good({ content: accepted.value, file: file.value }) : bad("not-accepted")
}

async function newerRevoked(
  fetchFile: FetchFile,
  { revokedFile }: KnownList,
  manifest: Manifest,
): Promise<Fetched<FetchedList["revoked"]>> {
  if (revokedFile && checkFile(revokedFile, manifest.revoked)) return good(null)
  const file = await fetchNamed(fetchFile, manifest.revoked)
  if (!file.ok) return file
  const revoked = readRevoked(file.value)
  return revoked.ok ? good({ revoked: revoked.value, file: file.value }) : bad("not-accepted")
}

/** Every phone takes the file, whether it has a wallet or not: who has one is not to be seen in what is asked for. */
async function newerIssuers(
  fetchFile: FetchFile,
  { issuersFile }: KnownList,
  { issuers }: Manifest,
): Promise<Fetched<Bytes | null>> {
  return !issuers || (issuersFile && checkFile(issuersFile, issuers)) ? good(null) : fetchNamed(fetchFile, issuers)
}

async function fetchBatches(
  fetchFile: FetchFile,
  { manifest, state }: AcceptedManifest,
  chainFile: Bytes | null,
): Promise<Fetched<Pick<FetchedList, "batches" | "snapshotUpTo">>> {
  const chain = chainFile && chainOf(manifest, chainFile)
  if (!chain) return good({ batches: [], snapshotUpTo: null })
  const plan = planBatches(state.done, manifest, chain)
  if (plan.kind === "none") return good({ batches: [], snapshotUpTo: null })
  const batches: KeptBatch[] = []
  if (plan.kind === "snapshot") {
    // The head's snapshot was made by the first batch of the head's own day (Spec §9).
    const snapshot = await fetchBatch(fetchFile, manifest.snapshot, manifest.snapshot.upTo, manifest.t)
    if (!snapshot.ok) return snapshot
    batches.push(snapshot.value)
  }
  for (const expected of plan.manifests) {
    const batch = await fetchEarlier(fetchFile, expected)
    if (!batch.ok) return batch
    batches.push(batch.value)
  }
  if (plan.head) {
    const batch = await fetchBatch(fetchFile, manifest.batch, manifest.seq, manifest.t)
    if (!batch.ok) return batch
    batches.push(batch.value)
  }
  return good({ batches, snapshotUpTo: plan.kind === "snapshot" ? plan.upTo : null })
}

async function fetchEarlier(fetchFile: FetchFile, expected: EarlierManifest): Promise<Fetched<KeptBatch>> {
  const served = await fetchFile(expected.hash)
  if (served === undefined) return bad("offline")
  if (served === "missing") return bad("file-missing")
  const manifest = acceptEarlierManifest(served, expected)
  if (!manifest.ok) return bad("not-accepted")
  return fetchBatch(fetchFile, manifest.value.batch, manifest.value.seq, manifest.value.t)
}

async function fetchBatch(
  fetchFile: FetchFile,
  files: Manifest["batch"],
  seq: number,
  t: number,
): Promise<Fetched<KeptBatch>> {
  const cells: KeptBatch["cells"][number][] = []
  // Flat while a day fits into two megabytes: then there is one cell, and everybody fetches it (Spec §10).
  for (const file of files.cells) {
    const bytes = await fetchNamed(fetchFile, file)
    if (!bytes.ok) return bytes
    cells.push({ cell: file.cell, n: file.n, bytes: bytes.value })
  }
  const texts = await fetchNamed(fetchFile, files.texts)
  return texts.ok ? good({ seq, t, salt: files.salt, cells, texts: texts.value }) : texts
}
