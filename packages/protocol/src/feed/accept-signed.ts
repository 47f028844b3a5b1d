import { type Result, refused } from "../shared/result.ts"
import type { ServiceDay } from "../shared/units.ts"
import { countSigners, type SignedEnvelope } from "../sign/envelope.ts"
import { keysOf, type TrustList } from "../trust/trust-list.ts"

/** Accepts a public file that the publisher signs: catalogue, policy, notices or the figures of the transparency page. Spec §9. */
export function acceptSigned<T extends { readonly seq: number }, P extends string>(
  envelope: SignedEnvelope,
  rule: {
    readonly label: "VT1/catalogue" | "VT1/policy" | "VT1/notices" | "VT1/transparency"
    readonly trust: TrustList
    readonly day: ServiceDay
  },
  read: (bytes: Uint8Array) => Result<T, P>,
): Result<T, P | "not-enough-signatures"> {
  const file = read(envelope.bytes)
  if (!file.ok) return file
  const { label, trust, day } = rule
  const thing = { label, dep: trust.dep, seq: file.value.seq, role: "publisher" } as const
  const signers = countSigners(envelope, thing, keysOf(trust, "publisher", day))
  return signers >= trust.quorum.publisher ? file : refused("not-enough-signatures")
}
