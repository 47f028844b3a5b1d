import { commitOf } from "../keys/commitment.ts"
import type { Hex } from "../shared/bytes.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { keyById, type TrustList } from "../trust/trust-list.ts"
import { bytesOfDigits } from "./digits.ts"
import { composePrintedCode } from "./make-codes.ts"
import { type PrintedCode, readPrintedCode } from "./printed-code.ts"
import { splitScannedText } from "./scanned-text.ts"

/** A printed code that the issuer has signed for its key, and the commitment of that key. */
export interface GenuineCode extends PrintedCode {
  readonly commit: Hex
}
/** "wrong-host" is a genuine code behind a foreign address. */
export type PosterProblem = "not-our-code" | "wrong-host" | "forged"

/**
 * Reads a poster for those who look after it, and checks it against the issuer (Spec §3): also one whose days are over, or that is
 * revoked, is read. Nobody is asked.
 */
export function readPoster(text: string, trust: TrustList): Result<GenuineCode, PosterProblem> {
  const split = splitScannedText(text, trust.hosts)
  if (!split.ok) return split
  const bytes = split.value.path === "v" ? bytesOfDigits(split.value.digits) : undefined
  if (!bytes) return refused("not-our-code")
  const read = readPrintedCode(bytes)
  if (!read.ok) return refused("forged")
  const { header, venueKey } = read.value
  const issuer = keyById(trust, "issuer", header.issuerKeyId)
  if (!issuer || !composePrintedCode({ dep: trust.dep, ...read.value, issuerKey: issuer.pub }).ok)
    return refused("forged")
  return ok({ ...read.value, commit: commitOf(venueKey, header.notBefore) })
}
