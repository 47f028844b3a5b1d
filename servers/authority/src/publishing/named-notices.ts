import {
  type Decision,
  equalBytes,
  readNotices,
  type SignedEnvelope,
  signEnvelope,
  writeNotices,
} from "@homesafe/protocol"
import { noticesOfDecisions } from "@homesafe/protocol/publisher"
import type { AuthorityDeps } from "../deps.ts"
import { newestList } from "./signed-lists.ts"

/** The named notices that the next list carries. */
export interface NewNotices {
  readonly seq: number
  readonly envelope: SignedEnvelope
}

/** The named notices that decisions call for, signed by the publisher under a new number; null where they are as before (ADR 0018). */
export async function changedNotices(deps: AuthorityDeps, decisions: readonly Decision[]): Promise<NewNotices | null> {
  const before = await newestList(deps.db, "notices")
  const read = before && readNotices(before.envelope.bytes)
  if (!before || !read?.ok) throw new Error("there are no named notices: set the deployment up first")
  const entries = noticesOfDecisions(decisions, deps.offset)
  if (equalBytes(before.envelope.bytes, writeNotices({ v: 1, seq: before.seq, entries }))) return null
  const seq = before.seq + 1
  const bytes = writeNotices({ v: 1, seq, entries })
  const label = { label: "VT1/notices", dep: deps.dep, seq, role: "publisher" } as const
  return { seq, envelope: { bytes, sigs: [signEnvelope(bytes, label, deps.keys.publisher)] } }
}
