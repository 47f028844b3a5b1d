import type { Bytes } from "../shared/bytes.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { type Units, units } from "../shared/units.ts"

/** What a row says to those who hold its key: 56 bits (Spec §7). */
export interface RowMessage {
  /** 0: one window; 1: whole hours. */
  readonly mode: 0 | 1
  /** 24 bits: start, end and 6 zero bits; or 24 hours, most significant bit first. */
  readonly field: number
  readonly daysAgo: number
  readonly severity: number
  readonly template: number
  /** Number of the text in the batch's file of texts; 0 none. */
  readonly pool: number
  readonly withdrawn: boolean
  readonly corrected: boolean
}
export type Window = readonly [Units, Units]

export const MESSAGE_BYTES = 7
const HOUR_UNITS = 12

/** Writes the seven bytes. */
export function writeMessage(message: RowMessage): Bytes {
  const { mode, field, daysAgo, severity, template, pool } = message
  const flags = (message.withdrawn ? 1 : 0) | (message.corrected ? 2 : 0)
  const parts: readonly (readonly [number, number])[] = [
    [mode, 1],
    [field, 24],
    [daysAgo, 5],
    [severity, 3],
    [template, 9],
    [pool, 8],
    [flags, 2],
    [0, 4],
  ]
  let bits = 0n
  for (const [value, width] of parts) {
    if (!Number.isInteger(value) || value < 0 || value >= 2 ** width)
      throw new RangeError(`${value} does not fit into ${width} bits`)
    bits = (bits << BigInt(width)) | BigInt(value)
  }
  return new Uint8Array(MESSAGE_BYTES).map((_, i) => Number((bits >> BigInt(8 * (MESSAGE_BYTES - 1 - i))) & 255n))
}

/** Reads seven bytes; reserved bits must be zero. Whether the content makes sense is `isMessageSound`'s question. */
export function readMessage(bytes: Uint8Array): Result<RowMessage, "malformed"> {
  if (bytes.length !== MESSAGE_BYTES) return refused("malformed")
  let bits = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  const take = (width: number): number => {
    const value = Number(bits & ((1n << BigInt(width)) - 1n))
    bits >>= BigInt(width)
    return value
  }
  const spare = take(4)
  const flags = take(2)
  const pool = take(8)
  const template = take(9)
  const severity = take(3)
  const daysAgo = take(5)
  const field = take(24)
  const mode = take(1) === 0 ? 0 : 1
  if (spare !== 0 || (mode === 0 && (field & 63) !== 0)) return refused("malformed")
  return ok({
    mode,
    field,
    daysAgo,
    severity,
    template,
    pool,
    withdrawn: (flags & 1) === 1,
    corrected: (flags & 2) === 2,
  })
}

/** The message of windows, severity and texts that are in force. One window is exact; several are told in whole hours. */
export function messageOf(
  windows: readonly Window[],
  facts: {
    readonly daysAgo: number
    readonly severity: number
    readonly template: number
    readonly corrected: boolean
  },
): RowMessage {
  const [first] = windows
  const base = { ...facts, pool: 0, withdrawn: false }
  if (first === undefined) return { ...base, mode: 0, field: 0, severity: 0, withdrawn: true }
  if (windows.length === 1) return { ...base, mode: 0, field: (first[0] << 15) | (first[1] << 6) }
  let hours = 0
  for (const [from, until] of windows) {
    for (let hour = Math.floor(from / HOUR_UNITS); hour * HOUR_UNITS < until; hour++) hours |= 1 << (23 - hour)
  }
  return { ...base, mode: 1, field: hours }
}

/** The windows that a message states; none for a withdrawn one. */
export function windowsOf(message: RowMessage): Window[] {
  if (message.withdrawn) return []
  if (message.mode === 0) {
    const [start, end] = [message.field >> 15, (message.field >> 6) & 511]
    return start < end && end <= 288 ? [[units(start), units(end)]] : []
  }
  const hours = Array.from({ length: 24 }, (_, hour) => hour).filter((hour) => (message.field >> (23 - hour)) & 1)
  return mergeWindows(hours.map((hour) => [units(hour * HOUR_UNITS), units(hour * HOUR_UNITS + HOUR_UNITS)]))
}

/** The union of windows, ascending; windows that touch become one. */
export function mergeWindows(windows: readonly Window[]): Window[] {
  const merged: Window[] = []
  for (const [from, until] of [...windows].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1)
    if (last !== undefined && from <= last[1]) merged[merged.length - 1] = [last[0], units(Math.max(last[1], until))]
    else merged.push([from, until])
  }
  return merged
}

/** Says whether a message can be believed: a window that begins before it ends, a known template, the right day. Publisher and
 * phone both ask, because a silent disagreement is the worst failure a feed can have. Spec §7. */
export function isMessageSound(
  message: RowMessage,
  known: { readonly templates: ReadonlySet<number>; readonly daysAgo: number },
): boolean {
  if (message.daysAgo !== known.daysAgo || !known.templates.has(message.template)) return false
  if (message.withdrawn) return message.mode === 0 && message.field === 0
  if (message.mode === 1) return message.field !== 0
  const [start, end] = [message.field >> 15, (message.field >> 6) & 511]
  return start < end && end <= 288
}
