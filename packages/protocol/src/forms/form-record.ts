import { BOX_OVERHEAD } from "../box/hpke-suite.ts"
import {
  type Bytes,
  bytesOfHex,
  concatBytes,
  type Hex,
  hexOf,
  isAllZero,
  padBytes,
  textOfUtf8,
  u8,
  u16,
  u32,
  utf8Of,
} from "../shared/bytes.ts"
import { hkdfSha256, hmac } from "../shared/hash.ts"
import { readerOf } from "../shared/read-bytes.ts"
import { type ServiceDay, serviceDay, type UnixSeconds, unixSeconds } from "../shared/units.ts"

/** What somebody writes into the register form. */
export interface FormEntry {
  readonly from: UnixSeconds
  /** Null where they did not know when they would leave. */
  readonly until: UnixSeconds | null
  readonly name: string
  readonly number: string
}
/** A form as it travels: day and tag in clear, so that it is found by whoever holds the row key; all else in the box. */
export interface FormRecord {
  readonly day: ServiceDay
  readonly formKeyId: Hex
  readonly tag: Bytes
  readonly box: Bytes
}

/** The most bytes of UTF-8 that a name and a number may take. */
export const MAX_FORM_NAME_BYTES = 120
export const MAX_FORM_NUMBER_BYTES = 24
const INNER_TEXT_BYTES = 240
export const EID_BYTES = 16
/** The entry under its row's key: the text, and 16 bytes of tag. */
export const INNER_BYTES = INNER_TEXT_BYTES + 16
export const FORM_RECORD_BYTES = 14 + BOX_OVERHEAD + EID_BYTES + INNER_BYTES
// An officer reads these aloud: hidden characters could turn a line around or hide half of it.
const REFUSED = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u
/** Every entry has a key of its own. */
export const INNER_NONCE = new Uint8Array(12)

/** The purpose that a record is sealed for. Spec §12. */
export function formInfo(dep: Hex, formKeyId: Hex): Bytes {
  return concatBytes(utf8Of("VT1/form"), bytesOfHex(dep), bytesOfHex(formKeyId))
}

/** By what a record is found: it says nothing without the row key. Spec §12. */
export function formTagOf(rowKey: Uint8Array): Bytes {
  return hmac(rowKey, utf8Of("VT1/formtag")).slice(0, 8)
}

/** The key of one entry: the form key alone does not open it. Spec §12. */
export function innerKeyOf(rowKey: Uint8Array, eid: Uint8Array): Bytes {
  return hkdfSha256(rowKey, eid, "VT1/form", 16)
}

/** Says whether a name or a number can stand in a form: not empty, not too long, nothing hidden in it. */
export function isFormText(text: string, most: number): boolean {
  return text !== "" && text === text.normalize("NFC") && !REFUSED.test(text) && utf8Of(text).length <= most
}

/** Writes the 240 bytes of an entry; one that `isFormText` refuses is a bug and throws. */
export function writeFormEntry({ from, until, name, number }: FormEntry): Bytes {
  const isSound = isFormText(name, MAX_FORM_NAME_BYTES) && isFormText(number, MAX_FORM_NUMBER_BYTES)
  if (!isSound || (until !== null && until < from)) throw new RangeError("an entry is out of its bounds")
  const [nameBytes, numberBytes] = [utf8Of(name), utf8Of(number)]
  return padBytes(
    concatBytes(
      u8(1),
      u32(from),
      u32(until ?? 0),
      u8(nameBytes.length),
      nameBytes,
      u8(numberBytes.length),
      numberBytes,
    ),
    INNER_TEXT_BYTES,
  )
}

/** Reads an entry; nothing for what no form of ours writes. */
export function readFormEntry(bytes: Uint8Array): FormEntry | undefined {
  const reader = readerOf(bytes)
  const [version, from, until] = [reader.u8(), reader.u32(), reader.u32()]
  const name = textOfUtf8(reader.take(reader.u8()))
  const number = textOfUtf8(reader.take(reader.u8()))
  const isWhole = bytes.length === INNER_TEXT_BYTES && !reader.isOverrun() && isAllZero(reader.take(reader.left()))
  if (!isWhole || version !== 1 || (until !== 0 && until < from) || name === undefined || number === undefined)
    return undefined
  if (!isFormText(name, MAX_FORM_NAME_BYTES) || !isFormText(number, MAX_FORM_NUMBER_BYTES)) return undefined
  return { from: unixSeconds(from), until: until === 0 ? null : unixSeconds(until), name, number }
}

/** Writes a record's 367 bytes. */
export function writeFormRecord({ day, formKeyId, tag, box }: FormRecord): Bytes {
  return concatBytes(u16(day), bytesOfHex(formKeyId), tag, box)
}

/** Reads a record by its length alone: whether it opens is known only to who holds both keys. */
export function readFormRecord(bytes: Uint8Array): FormRecord | undefined {
  if (bytes.length !== FORM_RECORD_BYTES) return undefined
  const reader = readerOf(bytes)
  return {
    day: serviceDay(reader.u16()),
    formKeyId: hexOf(reader.take(4)),
    tag: reader.take(8),
    box: reader.take(reader.left()),
  }
}
