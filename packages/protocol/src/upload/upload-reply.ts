import { openAesGcm, sealAesGcm } from "../shared/aes.ts"
import {
  type Bytes,
  bytesOfHex,
  concatBytes,
  copyBytes,
  equalBytes,
  type Hex,
  hexOf,
  isAllZero,
  padBytes,
  u8,
  u32,
  utf8Of,
} from "../shared/bytes.ts"
import { keyIdOf, sha256 } from "../shared/hash.ts"
import { readerOf } from "../shared/read-bytes.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { type UnixSeconds, unixSeconds } from "../shared/units.ts"
import { ed25519PublicKey, ed25519Sign, ed25519Verify } from "../sign/ed25519.ts"
import { keyById, type TrustList } from "../trust/trust-list.ts"

const STATUSES = ["received", "same-again", "used-otherwise"] as const
export type ReceiptStatus = (typeof STATUSES)[number]

/** The signed answer to an upload, which the phone keeps. */
export interface UploadReceipt {
  readonly status: ReceiptStatus
  readonly t: UnixSeconds
  readonly receiptKeyId: Hex
  readonly signature: Bytes
}

export const UPLOAD_REPLY_BYTES = 256
const TEXT_BYTES = 228
const NO_AAD = new Uint8Array()

function statement(dep: Hex, status: number, t: UnixSeconds, boxHash: Uint8Array): Bytes {
  return concatBytes(utf8Of("VT1/receipt"), bytesOfHex(dep), u8(status), u32(t), boxHash)
}

/** Answers an upload in 256 bytes that look random to all but the code's holder. Spec §6. */
export function makeUploadReply(reply: {
  readonly status: ReceiptStatus
  readonly t: UnixSeconds
  readonly box: Uint8Array
  readonly replyKey: Uint8Array
  readonly receiptSecret: Uint8Array
  readonly dep: Hex
  /** 12 random bytes, new for every reply. */
  readonly nonce: Uint8Array
}): Bytes {
  const status = STATUSES.indexOf(reply.status) + 1
  const boxHash = sha256(reply.box)
  const signature = ed25519Sign(reply.receiptSecret, statement(reply.dep, status, reply.t, boxHash))
  const keyId = bytesOfHex(keyIdOf(ed25519PublicKey(reply.receiptSecret)))
  const text = padBytes(concatBytes(u8(1), u8(status), u32(reply.t), boxHash, keyId, signature), TEXT_BYTES)
  return concatBytes(reply.nonce, sealAesGcm(reply.replyKey, reply.nonce, NO_AAD, text))
}

/** Reads the answer: a receipt, or no answer for this code (unknown, expired, mistyped: the server does not say which). Spec §6. */
export function readUploadReply(
  reply: Uint8Array,
  expected: { readonly replyKey: Uint8Array; readonly box: Uint8Array; readonly trust: TrustList },
): Result<UploadReceipt, "no-answer-for-this-code" | "bad-receipt"> {
  const nonce = copyBytes(reply.subarray(0, 12))
  const isWhole = reply.length === UPLOAD_REPLY_BYTES
  const text = isWhole ? openAesGcm(expected.replyKey, nonce, NO_AAD, reply.subarray(12)) : undefined
  if (text === undefined) return refused("no-answer-for-this-code")
  const reader = readerOf(text)
  const version = reader.u8()
  const statusNumber = reader.u8()
  const t = unixSeconds(reader.u32())
  const boxHash = reader.take(32)
  const receiptKeyId = hexOf(reader.take(4))
  const signature = reader.take(64)
  const status = STATUSES[statusNumber - 1]
  const key = keyById(expected.trust, "receipt", receiptKeyId)
  if (version !== 1 || status === undefined || key === undefined || !isAllZero(reader.take(reader.left())))
    return refused("bad-receipt")
  const isSigned = ed25519Verify(key.pub, statement(expected.trust.dep, statusNumber, t, boxHash), signature)
  return isSigned && equalBytes(boxHash, sha256(expected.box))
    ? ok({ status, t, receiptKeyId, signature })
    : refused("bad-receipt")
}
