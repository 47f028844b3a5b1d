import { openAesGcm, sealAesGcm } from "../shared/aes.ts"
import {
  type Bytes,
  bytesOfHex,
  concatBytes,
  copyBytes,
  type Hex,
  hexOf,
  isAllZero,
  padBytes,
  u8,
  u16,
  u32,
  utf8Of,
} from "../shared/bytes.ts"
import { hmac, keyIdOf } from "../shared/hash.ts"
import { readerOf } from "../shared/read-bytes.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { type ServiceDay, serviceDay, serviceDayOf, type UnixSeconds, unixSeconds } from "../shared/units.ts"
import { ed25519PublicKey, ed25519Sign, ed25519Verify } from "../sign/ed25519.ts"
import { keyById, type TrustList } from "../trust/trust-list.ts"
import { purgeIdOf } from "./upload-code.ts"

/** What the authority states once it has opened an upload: until when it keeps it, and by which name it certifies the end (Spec §6). */
export interface KeptStatement {
  readonly t: UnixSeconds
  /** The last day kept. */
  readonly keepUntil: ServiceDay
  readonly purgeId: Hex
  readonly keeperKeyId: Hex
  readonly signature: Bytes
}

export const KEPT_STATEMENT_BYTES = 256
const TEXT_BYTES = 228
const NO_AAD = new Uint8Array()

/** The key under which a statement waits at the public server, which cannot derive it. Spec §6. */
export function keptKeyOf(inner: Uint8Array): Bytes {
  return copyBytes(hmac(inner, utf8Of("VT1/keptkey")).subarray(0, 16))
}

/** What the keeper signs. It names the upload by H(text) and says nothing of what the capsules held. */
function keptText(dep: Hex, textHash: Hex, said: Pick<KeptStatement, "t" | "keepUntil" | "purgeId">): Bytes {
  const { t, keepUntil, purgeId } = said
  return concatBytes(
    utf8Of("VT1/kept"),
    bytesOfHex(dep),
    bytesOfHex(textHash),
    u32(t),
    u16(keepUntil),
    bytesOfHex(purgeId),
  )
}

/** Writes a kept-statement in 256 bytes that look random to all but the code's holder. Spec §6. */
export function makeKeptStatement(statement: {
  readonly t: UnixSeconds
  readonly keepUntil: ServiceDay
  readonly inner: Uint8Array
  /** H(text) of the opened upload. */
  readonly textHash: Hex
  readonly keeperSecret: Uint8Array
  readonly dep: Hex
  /** 12 random bytes, new for every statement. */
  readonly nonce: Uint8Array
}): Bytes {
  const { t, keepUntil, inner, textHash, keeperSecret, dep, nonce } = statement
  const purgeId = purgeIdOf(inner)
  const signature = ed25519Sign(keeperSecret, keptText(dep, textHash, { t, keepUntil, purgeId }))
  const keyId = bytesOfHex(keyIdOf(ed25519PublicKey(keeperSecret)))
  const text = concatBytes(u8(1), u32(t), u16(keepUntil), bytesOfHex(purgeId), keyId, signature)
  return concatBytes(nonce, sealAesGcm(keptKeyOf(inner), nonce, NO_AAD, padBytes(text, TEXT_BYTES)))
}

/** Reads a kept-statement: nothing there (yet), or what a keeper of the trust list signed for this very upload. Spec §6. */
export function readKeptStatement(
  reply: Uint8Array,
  expected: {
    readonly keptKey: Uint8Array
    readonly textHash: Hex
    readonly purgeId: Hex
    readonly trust: TrustList
  },
): Result<KeptStatement, "no-statement-yet" | "bad-statement"> {
  const { keptKey, textHash, purgeId, trust } = expected
  const isWhole = reply.length === KEPT_STATEMENT_BYTES
  const text = isWhole ? openAesGcm(keptKey, copyBytes(reply.subarray(0, 12)), NO_AAD, reply.subarray(12)) : undefined
  if (text === undefined) return refused("no-statement-yet")
  const reader = readerOf(text)
  const version = reader.u8()
  const said = { t: unixSeconds(reader.u32()), keepUntil: serviceDay(reader.u16()), purgeId: hexOf(reader.take(16)) }
  const keeperKeyId = hexOf(reader.take(4))
  const signature = reader.take(64)
  const key = keyById(trust, "keeper", keeperKeyId)
  if (version !== 1 || key === undefined || !isAllZero(reader.take(reader.left()))) return refused("bad-statement")
  const day = serviceDayOf(said.t, trust.offset)
  if (said.purgeId !== purgeId || day < key.from || day > key.until) return refused("bad-statement")
  return ed25519Verify(key.pub, keptText(trust.dep, textHash, said), signature)
    ? ok({ ...said, keeperKeyId, signature })
    : refused("bad-statement")
}
