import type { Names } from "../codes/names.ts"
import { canaryRowKey } from "../keys/key-tree.ts"
import { bytesOfHex, equalBytes, type Hex } from "../shared/bytes.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import type { ServiceDay } from "../shared/units.ts"
import type { MatchRow } from "../store/read-store.ts"
import { overlapMinutes } from "./alerts.ts"
import { feedPrf, maskMessage } from "./feed-prf.ts"
import { textAt } from "./make-batch.ts"
import { openPoolText } from "./pool-text.ts"
import { isMessageSound, type RowMessage, readMessage, type Window, windowsOf } from "./row-message.ts"
import { payloadsAt, readShard, type Shard } from "./shard.ts"

export interface RowMatch {
  readonly row: MatchRow
  readonly message: RowMessage
  readonly windows: readonly Window[]
  /** How long the stay in this row overlaps the windows. */
  readonly minutes: number
  /** Number of the row's text; 0 none. */
  readonly poolIndex: number
}
export interface ShardMatches {
  readonly matches: readonly RowMatch[]
  /** False: the shard does not hold the row that it must; "checking does not work". */
  readonly canary: boolean
  /** Rows that were found but make no sense: counted, never shown as "no match". */
  readonly impossible: number
}
/** What the manifest said of the shard. */
export interface ExpectedShard {
  readonly seq: number
  readonly salt: Hex
  readonly cell: number
  readonly n: number
  /** The service day of the manifest's t. */
  readonly today: ServiceDay
  readonly dep: Hex
  readonly templates: ReadonlySet<number>
}

/** Compares the phone's rows with a shard: one HMAC a row, then a look-up in memory. Spec §7, §8. */
export function matchShard(
  bytes: Uint8Array,
  expected: ExpectedShard,
  rows: readonly MatchRow[],
): Result<ShardMatches, "malformed-shard"> {
  const shard = readShard(bytes)
  if (shard === undefined || !isExpected(shard, expected)) return refused("malformed-shard")
  const salt = bytesOfHex(expected.salt)
  const matches: RowMatch[] = []
  let impossible = 0
  for (const row of rows) {
    const message = findMessage(shard, row.rowKey, salt)
    if (message === undefined) continue
    const isSound =
      message !== "malformed" &&
      isMessageSound(message, { templates: expected.templates, daysAgo: expected.today - row.day })
    if (!isSound) {
      impossible++
      continue
    }
    const windows = windowsOf(message)
    const minutes = overlapMinutes([row.arrival * 5, row.departure * 5], windows)
    matches.push({ row, message, windows, minutes, poolIndex: message.pool })
  }
  const canary = findMessage(shard, canaryRowKey(expected.dep), salt)
  const isAlive =
    canary !== undefined && canary !== "malformed" && isMessageSound(canary, { templates: new Set([0]), daysAgo: 0 })
  return ok({ matches, canary: isAlive, impossible })
}

function isExpected(shard: Shard, expected: ExpectedShard): boolean {
  const { seq, salt, cell, n, today } = expected
  const isSame = shard.seq === seq && shard.salt === salt && shard.cell === cell && shard.n === n
  return isSame && shard.lastDay === today && shard.firstDay === Math.max(0, today - 30)
}

/** The message under a row key, if the shard has one. */
export function findMessage(shard: Shard, rowKey: Uint8Array, salt: Uint8Array): RowMessage | "malformed" | undefined {
  const { tag, check, pad } = feedPrf(rowKey, salt)
  const payload = payloadsAt(shard, tag).find((each) => equalBytes(each.subarray(0, 6), check))
  if (payload === undefined) return undefined
  const message = readMessage(maskMessage(payload.subarray(6), pad))
  return message.ok ? message.value : "malformed"
}

/** The text that came with a row, or nothing. */
export function readPoolText(
  texts: Uint8Array,
  place: { readonly salt: Hex; readonly rowKey: Uint8Array; readonly poolIndex: number },
): Names | undefined {
  const sealed = textAt(texts, place.poolIndex)
  return sealed === undefined ? undefined : openPoolText(place.rowKey, bytesOfHex(place.salt), place.poolIndex, sealed)
}
