import type { Hex } from "../shared/bytes.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { serviceDayOf, type UnixSeconds } from "../shared/units.ts"
import { countSigners, type SignedEnvelope } from "../sign/envelope.ts"
import { keysOf, readTrustList, type TrustList } from "./trust-list.ts"

export type TrustProblem =
  | "malformed-trust-list"
  | "wrong-deployment"
  | "trust-rolled-back"
  | "not-enough-roots"
  | "trust-expired"

/** Accepts a trust list: the old roots and the new must both agree, and the number must rise (Spec §9). The first one is
 * believed on its own roots' word, because it comes with the app. */
export function acceptTrustList(
  current: TrustList | null,
  envelope: SignedEnvelope,
  dep: Hex,
  now: UnixSeconds,
): Result<TrustList, TrustProblem> {
  const read = readTrustList(envelope.bytes)
  if (!read.ok) return read
  const next = read.value
  if (next.dep !== dep || (current !== null && next.offset !== current.offset)) return refused("wrong-deployment")
  if (current !== null && (next.seq <= current.seq || next.t < current.t)) return refused("trust-rolled-back")
  // Roots are judged on the day the list was made: a phone that was away must still be able to follow.
  const isAgreedBy = (roots: TrustList): boolean => {
    const keys = keysOf(roots, "root", serviceDayOf(next.t, next.offset))
    const thing = { label: "VT1/trust", dep, seq: next.seq, role: "root" } as const
    return countSigners(envelope, thing, keys) >= roots.rootThreshold
  }
  if (!isAgreedBy(next) || (current !== null && !isAgreedBy(current))) return refused("not-enough-roots")
  return next.exp <= now ? refused("trust-expired") : ok(next)
}
