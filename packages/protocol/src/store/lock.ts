import { openAesGcm, sealAesGcm } from "../shared/aes.ts"
import { type Bytes, concatBytes, copyBytes, hexOf, type Random, u8, u16, utf8Of } from "../shared/bytes.ts"
import { hkdfSha256, slowHash } from "../shared/hash.ts"
import { readerOf } from "../shared/read-bytes.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { HEADER_BYTES, type StoreFile } from "./store-file.ts"

/** How a store is locked: not at all, by a PIN, or by a passkey's PRF output (Spec §5). */
export type Lock =
  | { readonly kind: "none" }
  | { readonly kind: "pin"; readonly pin: string }
  | { readonly kind: "passkey"; readonly prf: Uint8Array; readonly salt: Uint8Array; readonly credentialId: Uint8Array }
/** What opens a locked store. */
export type Unlock =
  | { readonly kind: "none" }
  | { readonly kind: "pin"; readonly pin: string }
  | { readonly kind: "passkey"; readonly prf: Uint8Array }
/** What a store says of its lock before it is opened. */
export type LockState =
  | { readonly kind: "none" }
  | { readonly kind: "pin" }
  | { readonly kind: "passkey"; readonly credentialId: Bytes; readonly salt: Bytes }

const MAGIC = utf8Of("VT1S")
const VERSION = 1
const PASSKEY = 1
const PIN = 2
const MAX_CREDENTIAL = 1023
const NO_AAD = new Uint8Array()
// Where the old key stands, sealed under the new, while blocks are being rewritten; random bytes at all other times.
const REKEY_BYTES = 60
export const REKEY_OFFSET = HEADER_BYTES - REKEY_BYTES
const REKEY_AAD = utf8Of("VT1/rekey")

interface LockHeader {
  readonly kind: number
  readonly salt: Bytes
  readonly credentialId: Bytes
  readonly nonce: Bytes
  readonly wrapped: Bytes
}

function wrappingKey(lock: Exclude<Unlock, { kind: "none" }>, salt: Uint8Array): Bytes {
  return lock.kind === "pin" ? slowHash(utf8Of(lock.pin), salt, 32) : hkdfSha256(lock.prf, salt, "VT1/lock", 32)
}

/** Writes the header: the key in clear (L0) or wrapped (L1), the rest random. */
export function makeHeader(lock: Lock, key: Uint8Array, random: Random): Bytes {
  const front = concatBytes(MAGIC, u8(VERSION), u8(lock.kind === "none" ? 0 : 1), u16(0))
  const body = lock.kind === "none" ? key : wrapKey(lock, key, random)
  const used = concatBytes(front, body)
  return concatBytes(used, random(HEADER_BYTES - used.length))
}

function wrapKey(lock: Exclude<Lock, { kind: "none" }>, key: Uint8Array, random: Random): Bytes {
  const isPasskey = lock.kind === "passkey"
  const salt = isPasskey ? lock.salt : random(32)
  const credentialId = isPasskey ? lock.credentialId : new Uint8Array()
  if (salt.length !== 32 || credentialId.length > MAX_CREDENTIAL)
    throw new RangeError("a lock's salt or credential id has a wrong length")
  const nonce = random(12)
  const wrapped = sealAesGcm(wrappingKey(lock, salt), nonce, NO_AAD, key)
  return concatBytes(u8(isPasskey ? PASSKEY : PIN), salt, u16(credentialId.length), credentialId, nonce, wrapped)
}

function readHeader(file: StoreFile): { readonly clearKey: Bytes } | LockHeader | undefined {
  const reader = readerOf(file.read(0, HEADER_BYTES))
  const magic = hexOf(reader.take(4))
  const version = reader.u8()
  const lock = reader.u8()
  const spare = reader.u16()
  if (magic !== hexOf(MAGIC) || version !== VERSION || lock > 1 || spare !== 0) return undefined
  if (lock === 0) return { clearKey: reader.take(32) }
  const kind = reader.u8()
  const salt = reader.take(32)
  const length = reader.u16()
  if ((kind !== PASSKEY && kind !== PIN) || length > MAX_CREDENTIAL) return undefined
  return { kind, salt, credentialId: reader.take(length), nonce: reader.take(12), wrapped: reader.take(48) }
}

/** Says how a store is locked, without opening it. */
export function lockOf(file: StoreFile): Result<LockState, "not-a-store"> {
  const header = readHeader(file)
  if (header === undefined) return refused("not-a-store")
  if ("clearKey" in header) return ok({ kind: "none" })
  if (header.kind === PIN) return ok({ kind: "pin" })
  return ok({ kind: "passkey", credentialId: header.credentialId, salt: header.salt })
}

/** Opens the lock and gives the key of the blocks. */
export function unlockKey(file: StoreFile, unlock: Unlock): Result<Bytes, "not-a-store" | "locked" | "wrong-key"> {
  const header = readHeader(file)
  if (header === undefined) return refused("not-a-store")
  if ("clearKey" in header) return ok(header.clearKey)
  if (unlock.kind === "none") return refused("locked")
  if (unlock.kind !== (header.kind === PIN ? "pin" : "passkey")) return refused("wrong-key")
  const key = openAesGcm(wrappingKey(unlock, header.salt), header.nonce, NO_AAD, header.wrapped)
  return key === undefined ? refused("wrong-key") : ok(key)
}

/** The old key, sealed under the new: as long as it stands in the header, a change of lock is unfinished. */
export function sealOldKey(newKey: Uint8Array, oldKey: Uint8Array, random: Random): Bytes {
  const nonce = random(12)
  return concatBytes(nonce, sealAesGcm(newKey, nonce, REKEY_AAD, oldKey))
}

/** The old key of an unfinished change of lock, if there is one. */
export function oldKeyOf(file: StoreFile, key: Uint8Array): Bytes | undefined {
  const record = copyBytes(file.read(REKEY_OFFSET, REKEY_BYTES))
  return openAesGcm(key, record.subarray(0, 12), REKEY_AAD, record.subarray(12))
}
