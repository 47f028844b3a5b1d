import { addDays, type DoorProof, doorProofOf, startOfServiceDay, type UnixSeconds } from "@homesafe/protocol"
import type { VerifiedCode } from "@homesafe/protocol/visitor"
import type { Keeper } from "../keeper/keeper.ts"

interface Kept {
  readonly proof: DoorProof
  /** The end of the day that the code's key was for. */
  readonly until: UnixSeconds
}
// Nowhere but in memory: it proves that this door's code was read, and is worth nothing an hour later.
const proofs = new Map<string, Kept>()
const MOST = 8

/** Keeps what a scan can answer at its door, but not where nobody may be asked to scan (S33). Spec §15. */
export function keepProof({ catalogue, trust }: Keeper, visitId: string, code: VerifiedCode): void {
  const isAsked = catalogue.categories.find(({ n }) => n === code.category)?.gate !== "never"
  if (!isAsked || code.kind === "vehicle") return
  proofs.delete(visitId)
  proofs.set(visitId, { proof: doorProofOf(code), until: startOfServiceDay(addDays(code.day, 1), trust.offset) })
  for (const oldest of [...proofs.keys()].slice(0, -MOST)) proofs.delete(oldest)
}

/** What a visit can answer at its door; nothing when its code was scanned before the app was opened, or on another day. */
export function proofOf(visitId: string, now: UnixSeconds): DoorProof | undefined {
  const kept = proofs.get(visitId)
  return kept && now < kept.until ? kept.proof : undefined
}
