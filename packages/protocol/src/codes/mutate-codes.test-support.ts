import { NOW, posterOf, scanned, shownBy, TRUST, venueOf } from "../deployment.test-support.ts"
import { readScannedCode } from "./verify-scanned-code.ts"

/** Changes genuine codes at random, the same for the same seed, and counts how many are still accepted: it must be none. */
export function mutate(count: number, seed = 1): { readonly tried: number; readonly accepted: number } {
  const venue = venueOf("pool")
  const originals = [posterOf(venue), shownBy(venue)]
  let state = Math.imul(seed, 0x2545f491) | 1
  const below = (limit: number): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % limit
  }
  let accepted = 0
  for (let i = 0; i < count; i++) {
    const original = originals[i % 2] ?? new Uint8Array()
    const bytes = [...original]
    for (let changes = 1 + below(3); changes > 0; changes--) change(bytes, below)
    if (bytes.length === original.length && bytes.every((byte, k) => byte === original[k]))
      bytes[0] = (bytes[0] ?? 0) ^ 1
    if (readScannedCode(scanned(new Uint8Array(bytes)), { trust: TRUST, revoked: new Map(), now: NOW }).ok) accepted++
  }
  return { tried: count, accepted }
}

function change(bytes: number[], below: (limit: number) => number): void {
  const at = below(bytes.length)
  const kind = below(8)
  if (kind < 5) bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8))
  else if (kind === 5) bytes[at] = below(256)
  else if (kind === 6) bytes.splice(at, 1)
  else bytes.splice(at, 0, below(256))
}
