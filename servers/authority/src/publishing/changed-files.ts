import { type Bytes, type Manifest, type SignedEnvelope, signEnvelope } from "@homesafe/protocol"
import { officerSignature } from "@homesafe/protocol/officer"
import { type FileInForce, fileInForce } from "../changes/files-in-force.ts"
import type { AuthorityDeps } from "../deps.ts"
import { newestList } from "./signed-lists.ts"

/** Files that two officers decide on, as the next list carries them. */
export interface OfficersFiles {
  readonly revoked: { readonly seq: number; readonly bytes: Bytes }
  readonly policy: { readonly seq: number; readonly envelope: SignedEnvelope }
  /** Null until officers have made a first list of issuers. */
  readonly issuers: { readonly seq: number; readonly bytes: Bytes } | null
  /** Whether the policy is signed here for the first time, to be kept with the list. */
  readonly isPolicyNew: boolean
  /** What officers signed, for verifiers to check against (Spec §9). */
  readonly signed: readonly SignedEnvelope[]
  /** Ids of changes that the list is the first to carry; an earlier one of the same file went into a later one. */
  readonly ids: readonly string[]
}

/** The newest approved files; the publisher signs a changed policy, whose bytes the officers have signed already. */
export async function officersFiles(
  deps: AuthorityDeps,
  before: Pick<Manifest, "revoked" | "policy" | "issuers"> | null,
): Promise<OfficersFiles> {
  const [revoked, policy] = [await fileInForce(deps.db, "revoked"), await fileInForce(deps.db, "policy")]
  const issuers = await fileInForce(deps.db, "issuers")
  const kept = await newestList(deps.db, "policy")
  const isPolicyNew = policy.seq > (kept?.seq ?? 0)
  const changed = [
    ...(revoked.seq > (before?.revoked.seq ?? 0) ? [revoked] : []),
    ...(policy.seq > (before?.policy.seq ?? 0) ? [policy] : []),
    ...(issuers.seq > (before?.issuers?.seq ?? 0) ? [issuers] : []),
  ]
  const waiting = deps.db.selectFrom("file_changes").select("id").where("state", "=", "approved")
  return {
    revoked: { seq: revoked.seq, bytes: revoked.content },
    policy: kept && !isPolicyNew ? kept : { seq: policy.seq, envelope: signPolicy(deps, policy) },
    issuers: issuers.seq > 0 ? { seq: issuers.seq, bytes: issuers.content } : null,
    isPolicyNew,
    signed: changed.flatMap(({ change }) => (change ? [signedChange(change)] : [])),
    ids: (await waiting.execute()).map(({ id }) => id),
  }
}

function signPolicy({ dep, keys }: AuthorityDeps, { seq, content }: FileInForce): SignedEnvelope {
  const label = { label: "VT1/policy", dep, seq, role: "publisher" } as const
  return { bytes: content, sigs: [signEnvelope(content, label, keys.publisher)] }
}

function signedChange(change: NonNullable<FileInForce["change"]>): SignedEnvelope {
  const { bytes, proposer_key, proposer_sig, approver_key, approver_sig } = change
  return {
    bytes: Uint8Array.from(bytes),
    sigs: [
      officerSignature(proposer_key, proposer_sig),
      officerSignature(approver_key ?? "", approver_sig ?? Buffer.of()),
    ],
  }
}
