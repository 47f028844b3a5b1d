import type { Decision } from "../decide/decision.ts"
import { type ChangedFile, type FileChange, readFileChange } from "../decide/file-change.ts"
import { noticesOfDecisions } from "../decide/named-notices.ts"
import { checkFourEyes, type OfficerKeys } from "../decide/officers.ts"
import { chainOf } from "../feed/accept-manifest.ts"
import { acceptSigned } from "../feed/accept-signed.ts"
import { readCatalogue } from "../files/catalogue.ts"
import { readIssuers } from "../files/issuers.ts"
import { checkFile, type Manifest, type SequencedFile } from "../files/manifest.ts"
import { readNotices, writeNotices } from "../files/notices.ts"
import { readPolicy } from "../files/policy.ts"
import { readRevoked } from "../files/revoked.ts"
import { equalBytes, type Hex, hexOf } from "../shared/bytes.ts"
import { sha256 } from "../shared/hash.ts"
import { canonicalJsonBytes } from "../shared/strict-json.ts"
import { addDays, type ServiceDay, serviceDayOf, type UnixSeconds } from "../shared/units.ts"
import { readEnvelope, type SignedEnvelope } from "../sign/envelope.ts"
import { acceptTrustList } from "../trust/accept-trust-list.ts"
import { readTrustList, type TrustList } from "../trust/trust-list.ts"

export type FileProblem =
  | "file-missing"
  | "malformed-file"
  | "change-not-decided"
  | "trust-not-accepted"
  | "chain-differs"
  | "hold-not-decided"

const FILES = ["catalogue", "policy", "notices", "revoked", "issuers"] as const
type FileName = (typeof FILES)[number]

interface FileContext {
  readonly manifest: Manifest
  readonly previous: Manifest | null
  readonly files: readonly Uint8Array[]
  readonly changes: readonly SignedEnvelope[]
  /** Two officers have signed each. */
  readonly decisions: readonly Decision[]
  readonly trust: TrustList
  readonly officers: OfficerKeys
  /** Hashes of files that were set up with the deployment, before there were officers. */
  readonly initialFiles: readonly Hex[]
  readonly now: UnixSeconds
}

/** Says why a changed public file is not backed by two officers (or, for trust, by the roots); nothing when all are. Spec §9. */
export function problemOfFiles(context: FileContext): FileProblem | undefined {
  const approved = approvedChanges(context)
  for (const name of FILES) {
    const problem = problemOfFile(name, context, approved)
    if (problem !== undefined) return problem
  }
  return problemOfTrust(context) ?? problemOfChain(context) ?? problemOfHold(context, approved)
}

function dayOf({ manifest, trust }: FileContext): ServiceDay {
  return serviceDayOf(manifest.t, trust.offset)
}

function approvedChanges(context: FileContext): FileChange[] {
  const { trust, officers } = context
  const day = dayOf(context)
  return context.changes.flatMap((envelope) => {
    const change = readFileChange(envelope.bytes)
    const rule = { dep: trust.dep, officers, day, right: "change", since: addDays(day, -30) } as const
    return change.ok && change.value.dep === trust.dep && checkFourEyes(envelope, rule).ok ? [change.value] : []
  })
}

function find(files: readonly Uint8Array[], named: SequencedFile): Uint8Array | undefined {
  return files.find((file) => checkFile(file, named))
}

function isUnchanged(name: ChangedFile | "trust", context: FileContext): boolean {
  if (name === "hold") return false
  const [now, before] = [context.manifest[name], context.previous?.[name]]
  // Issuers alone may not be there yet; once they are, they stay.
  if (now === undefined) return before === undefined
  return before !== undefined && before.sha256 === now.sha256 && before.seq === now.seq && before.bytes === now.bytes
}

function problemOfFile(name: FileName, context: FileContext, approved: readonly FileChange[]): FileProblem | undefined {
  const named = context.manifest[name]
  if (isUnchanged(name, context)) return undefined
  const file = named && find(context.files, named)
  if (named === undefined || file === undefined) return "file-missing"
  if (named.seq <= (context.previous?.[name]?.seq ?? 0)) return "malformed-file"
  const inner = innerHash(name, file, named.seq, context)
  if (inner === undefined) return "malformed-file"
  if (context.initialFiles.includes(named.sha256)) return undefined
  const isDecided = approved.some(
    (change) => change.file === name && change.seq === named.seq && change.sha256 === inner,
  )
  return isDecided || (name === "notices" && followsFromDecisions(file, context)) ? undefined : "change-not-decided"
}

/** Whether the named notices are those that decisions call for, and no others (ADR 0018). */
function followsFromDecisions(file: Uint8Array, { decisions, trust }: FileContext): boolean {
  const envelope = readEnvelope(file)
  const read = envelope.ok ? readNotices(envelope.value.bytes) : undefined
  if (!envelope.ok || !read?.ok) return false
  const entries = noticesOfDecisions(decisions, trust.offset)
  return equalBytes(envelope.value.bytes, writeNotices({ v: 1, seq: read.value.seq, entries }))
}

/** The hash of what officers approve: the bytes inside the envelope, after the publisher's signature was checked. */
function innerHash(name: FileName, file: Uint8Array, seq: number, context: FileContext): Hex | undefined {
  if (name === "revoked") return readRevoked(file).ok ? hexOf(sha256(file)) : undefined
  if (name === "issuers") return readIssuers(file).ok ? hexOf(sha256(file)) : undefined
  const envelope = readEnvelope(file)
  if (!envelope.ok) return undefined
  const readers = { catalogue: readCatalogue, policy: readPolicy, notices: readNotices } as const
  const rule = { label: `VT1/${name}`, trust: context.trust, day: dayOf(context) } as const
  const accepted = acceptSigned<{ readonly seq: number }, string>(envelope.value, rule, readers[name])
  return accepted.ok && accepted.value.seq === seq ? hexOf(sha256(envelope.value.bytes)) : undefined
}

function problemOfTrust(context: FileContext): FileProblem | undefined {
  if (isUnchanged("trust", context)) return undefined
  const { manifest, trust, now } = context
  const file = find(context.files, manifest.trust)
  const envelope = file && readEnvelope(file)
  if (envelope === undefined || !envelope.ok) return "file-missing"
  const read = readTrustList(envelope.value.bytes)
  if (!read.ok || read.value.seq !== manifest.trust.seq) return "trust-not-accepted"
  // The verifier's own list, word for word, or one that its roots have agreed to since.
  const isOwn =
    read.value.seq === trust.seq &&
    acceptTrustList(null, envelope.value, trust.dep, now).ok &&
    isSameList(read.value, trust)
  return isOwn || acceptTrustList(trust, envelope.value, trust.dep, now).ok ? undefined : "trust-not-accepted"
}

function isSameList(a: TrustList, b: TrustList): boolean {
  const ids = (list: TrustList): string => list.keys.map((key) => `${key.role}:${key.id}`).join()
  return a.t === b.t && a.exp === b.exp && ids(a) === ids(b)
}

function problemOfChain(context: FileContext): FileProblem | undefined {
  const { manifest } = context
  const file = find(context.files, manifest.chain)
  if (file === undefined) return "file-missing"
  return chainOf(manifest, file) === undefined ? "chain-differs" : undefined
}

function problemOfHold({ manifest, previous }: FileContext, approved: readonly FileChange[]): FileProblem | undefined {
  const before = previous?.hold ?? []
  if (before.join() === manifest.hold.join()) return undefined
  const hash = hexOf(sha256(canonicalJsonBytes([...manifest.hold])))
  return approved.some((change) => change.file === "hold" && change.sha256 === hash) ? undefined : "hold-not-decided"
}
