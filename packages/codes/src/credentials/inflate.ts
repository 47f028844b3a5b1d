import { type Bytes, concatBytes } from "@homesafe/protocol"
import { Inflate } from "fflate"

// A document that fits into one QR code holds no more than about 4 kB, into several perhaps 30. Deflate makes up to a thousand bytes of one,
// so that a code could ask for megabytes; what is larger than this is no document.
const MOST = 65_536
// So many bytes go in at a time: no more than about half a megabyte can come out before the limit is looked at.
const STEP = 512

/** Unpacks raw deflate (RFC 1951). Null: it is none, it is cut off, or it would be too large. */
export function inflateRaw(packed: Uint8Array): Bytes | null {
  const parts: Uint8Array[] = []
  let length = 0
  const stream = new Inflate((part) => {
    length += part.length
    if (length > MOST) throw new RangeError("larger than any document")
    parts.push(part)
  })
  try {
    for (let from = 0; from < packed.length; from += STEP)
      stream.push(packed.subarray(from, from + STEP), from + STEP >= packed.length)
  } catch {
    return null // the unpacker's way to say "no deflate", and ours to stop it
  }
  return length === 0 ? null : concatBytes(...parts)
}

/** Unpacks zlib (RFC 1950): its head and its checksum must be right, for no signature covers them. Null: as above. */
export function inflateZlib(packed: Uint8Array): Bytes | null {
  const [method = 0, flags = 0] = packed
  const hasHead =
    (method & 0x0f) === 8 && method >> 4 <= 7 && ((method << 8) | flags) % 31 === 0 && (flags & 0x20) === 0
  if (packed.length < 7 || !hasHead) return null
  const bytes = inflateRaw(packed.subarray(2, -4))
  const sum = packed.subarray(-4).reduce((value, byte) => value * 256 + byte, 0)
  return bytes !== null && adler32(bytes) === sum ? bytes : null
}

function adler32(bytes: Uint8Array): number {
  let [a, b] = [1, 0]
  for (const byte of bytes) {
    a = (a + byte) % 65_521
    b = (b + a) % 65_521
  }
  return b * 65_536 + a
}
