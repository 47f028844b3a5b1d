import { type Bytes, bytesOfHex, concatBytes, type Hex, hexOf, u32, utf8Of } from "../shared/bytes.ts"
import { readerOf } from "../shared/read-bytes.ts"
import { ok, type Result, refused } from "../shared/result.ts"

/** The hashes of the manifests of the last 31 days, up to the one before the manifest that names this file. */
export interface Chain {
  readonly first: number
  readonly hashes: readonly Hex[]
}

/** Parses the chain file (Spec §9). */
export function readChain(bytes: Uint8Array): Result<Chain, "malformed-chain"> {
  const reader = readerOf(bytes)
  const magic = hexOf(reader.take(4))
  const first = reader.u32()
  if (magic !== hexOf(utf8Of("VT1C")) || reader.isOverrun() || reader.left() % 32 !== 0)
    return refused("malformed-chain")
  const hashes = Array.from({ length: reader.left() / 32 }, () => hexOf(reader.take(32)))
  return ok({ first, hashes })
}

/** Writes the chain file. */
export function writeChain(chain: Chain): Bytes {
  return concatBytes(utf8Of("VT1C"), u32(chain.first), ...chain.hashes.map(bytesOfHex))
}
