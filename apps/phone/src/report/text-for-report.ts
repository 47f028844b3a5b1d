import { hexOf, sha256, utf8Of } from "@homesafe/protocol"

const MOST_ADDRESS = 1_000
// Up to the first mark behind which a key, a name, a password or a token may stand.
const ADDRESS = /^https?:\/\/[^?#]*/i
const SCHEME = /^[a-z][a-z0-9+.-]{0,20}:/i

/**
 * What a report says of a code: of an address what stands before `?` and `#`, of anything else its scheme alone, and the beginning of a hash,
 * by which the same code is known again. A genuine poster's digits carry the venue's key, which no server may see (Spec §3); a certificate
 * or a network's password may have been scanned by mistake.
 */
export function textForReport(text: string): string {
  const [said = ""] = ADDRESS.exec(text) ?? SCHEME.exec(text) ?? []
  if (said === text) return said.slice(0, MOST_ADDRESS)
  const sign = text.charAt(said.length)
  const mark = hexOf(sha256(utf8Of(text)).subarray(0, 8))
  return `${said.slice(0, MOST_ADDRESS)}${sign === "#" || sign === "?" ? sign : ""}… (${mark})`
}
