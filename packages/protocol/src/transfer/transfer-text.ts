import {
  type Bytes,
  base64urlOf,
  bytesOfBase64url,
  concatBytes,
  copyBytes,
  type Hex,
  isAllZero,
  padBytes,
} from "../shared/bytes.ts"
import { hexField, isCount, listOf, objectWith } from "../shared/read-json.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { canonicalJsonBytes, type Json, readJsonBytes } from "../shared/strict-json.ts"
import { type ServiceDay, serviceDay } from "../shared/units.ts"
import { CAPSULES_PER_BLOCK, ROWS_PER_BLOCK } from "../store/day-block.ts"
import { ROW_BYTES, readRow } from "../store/match-row.ts"
import { CAPSULE_BYTES } from "../upload/capsule-text.ts"

/** One day of a phone's store, chaff and real entries alike, and the diary's page of it. */
export interface MovedDay {
  readonly day: ServiceDay
  readonly bind: Bytes
  readonly uploadKeyId: Hex
  readonly rows: readonly Bytes[]
  readonly capsules: readonly Bytes[]
  /** The diary's page as the app wrote it; empty when it could not be read. */
  readonly diary: Bytes
}
/** Everything that moves: the days, and what the app keeps beside them. */
export interface MovedDiary {
  readonly days: readonly MovedDay[]
  readonly beside: Bytes
}

/** A text's length is a multiple of this, so that a box tells little of how much was moved. */
export const TRANSFER_STEP_BYTES = 524_288
const MOST_DAYS = 32
/** Far more than 32 full days with the longest notes; what is longer was not made by a phone. */
const MOST_STEPS = 32
const CLOSING_BRACE = 0x7d
const UNITS_A_DAY = 288

/** Writes the text that a transfer box seals, without its filling. Spec §16. */
export function writeTransferJson({ days, beside }: MovedDiary): Bytes {
  return canonicalJsonBytes({
    v: 1,
    ...(beside.length > 0 ? { beside: base64urlOf(beside) } : {}),
    days: days.map(({ day, bind, uploadKeyId, rows, capsules, diary }) => ({
      D: day,
      bind: base64urlOf(bind),
      uploadKeyId,
      rows: base64urlOf(concatBytes(...rows)),
      capsules: base64urlOf(concatBytes(...capsules)),
      diary: base64urlOf(diary),
    })),
  })
}

/** Fills a text with zeros to the next step. */
export function padTransferText(text: Uint8Array): Bytes {
  return padBytes(text, Math.max(1, Math.ceil(text.length / TRANSFER_STEP_BYTES)) * TRANSFER_STEP_BYTES)
}

/** Reads an opened text: each day at most once, whole rows and capsules, one or two blocks of each. */
export function readTransferText(text: Uint8Array): Result<MovedDiary, "malformed"> {
  const isWhole = text.length > 0 && text.length % TRANSFER_STEP_BYTES === 0
  if (!isWhole || text.length > MOST_STEPS * TRANSFER_STEP_BYTES) return refused("malformed")
  const end = text.lastIndexOf(CLOSING_BRACE) + 1
  const json = readJsonBytes(text.subarray(0, end))
  const object = json.ok ? objectWith(json.value, ["v", "days"], ["beside"]) : undefined
  const days = listOf(object?.days, readDay)
  const beside = object?.beside === undefined ? new Uint8Array() : bytesField(object.beside)
  if (object?.v !== 1 || days === undefined || beside === undefined) return refused("malformed")
  const isOnce = new Set(days.map(({ day }) => day)).size === days.length
  return isOnce && days.length <= MOST_DAYS && isAllZero(text.subarray(end))
    ? ok({ days, beside })
    : refused("malformed")
}

function readDay(item: Json): MovedDay | undefined {
  const object = objectWith(item, ["D", "bind", "uploadKeyId", "rows", "capsules", "diary"])
  if (object === undefined || !isCount(object.D, 65_535)) return undefined
  const bind = bytesField(object.bind)
  const uploadKeyId = hexField(object.uploadKeyId, 4)
  const rows = partsField(object.rows, ROW_BYTES, ROWS_PER_BLOCK)
  const capsules = partsField(object.capsules, CAPSULE_BYTES, CAPSULES_PER_BLOCK)
  const diary = bytesField(object.diary)
  if (bind?.length !== 16 || uploadKeyId === undefined || !rows?.every(isRow) || !capsules || !diary) return undefined
  return { day: serviceDay(object.D), bind, uploadKeyId, rows, capsules, diary }
}

function isRow(bytes: Uint8Array): boolean {
  const { arrival, departure } = readRow(bytes)
  return arrival < departure && departure <= UNITS_A_DAY
}

function bytesField(value: Json | undefined): Bytes | undefined {
  return typeof value === "string" ? bytesOfBase64url(value) : undefined
}

/** One or two blocks of equal parts. */
function partsField(value: Json | undefined, length: number, ofBlock: number): Bytes[] | undefined {
  const bytes = bytesField(value)
  const count = (bytes?.length ?? 0) / length
  if (bytes === undefined || (count !== ofBlock && count !== 2 * ofBlock)) return undefined
  return Array.from({ length: count }, (_, i) => copyBytes(bytes.subarray(i * length, (i + 1) * length)))
}
