import { hexOf, sha256, utf8Of } from "@homesafe/protocol"

const MOST_TEXT = 1_200

/**
 * What a report says of a code: its address, and in place of what stands behind the `#` the beginning of a hash, by which the same code is
 * known again. A genuine poster's digits carry the venue's key, which no server may see (Spec §3), whatever host or signature is before them.
 */
export function textForReport(text: string): string {
  const at = text.indexOf("#")
  if (at < 0) return text.slice(0, MOST_TEXT)
  const mark = hexOf(sha256(utf8Of(text)).subarray(0, 8))
  return `${text.slice(0, Math.min(at, MOST_TEXT - 40))}#… (${mark})`
}
