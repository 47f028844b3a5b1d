import { expect, test } from "vitest"
import { DEP, steadyRandom, TODAY } from "../deployment.test-support.ts"
import { checkFile, namedFile } from "../files/manifest.ts"
import { keyStream } from "../shared/aes.ts"
import { compareBytes, concatBytes, hexOf, u8 } from "../shared/bytes.ts"
import { addDays, units } from "../shared/units.ts"
import type { MatchRow } from "../store/read-store.ts"
import { canaryRow, feedRow, ROW_IN_FEED_BYTES } from "./feed-prf.ts"
import { matchShard } from "./match-shard.ts"
import { messageOf } from "./row-message.ts"
import { MAX_ROWS, readShard, writeShard } from "./shard.ts"

const ROWS = 200_000
const random = steadyRandom("large")
const salt = random(16)

/** A full phone: 31 days of 32 rows. */
const mine: readonly MatchRow[] = Array.from({ length: 31 * 32 }, (_, i) => ({
  day: addDays(TODAY, -Math.floor(i / 32)),
  row: i % 32,
  rowKey: random(16).slice(),
  arrival: units(90),
  departure: units(120),
}))
const exposed = mine.filter((_, i) => i % 50 === 0)

function largeShard() {
  const real = exposed.map(({ rowKey, day }) => {
    const facts = { daysAgo: TODAY - day, severity: 2, template: 9, corrected: false }
    return feedRow(rowKey, salt, messageOf([[units(100), units(110)]], facts))
  })
  const others = keyStream(random(32), (ROWS - real.length - 1) * ROW_IN_FEED_BYTES)
  const rows = [canaryRow(DEP, salt), ...real]
  for (let at = 0; at < others.length; at += ROW_IN_FEED_BYTES) rows.push(others.subarray(at, at + ROW_IN_FEED_BYTES))
  const header = { seq: 5, salt: hexOf(salt), cell: 0, firstDay: TODAY - 30, lastDay: TODAY }
  return writeShard(header, rows.sort(compareBytes))
}

const shard = largeShard()
const named = namedFile(shard)
const expected = { seq: 5, salt: hexOf(salt), cell: 0, n: ROWS, today: TODAY, dep: DEP, templates: new Set([9]) }

test("hostile 14: 200,000 rows are hashed and compared with a full phone in little memory, and no step of it is long", () => {
  // The list is compared in the keeper's own thread, so that no page waits; what counts here is that a step ends.
  const steps = { hash: () => checkFile(shard, named), match: () => matchShard(shard, expected, mine) }
  const before = process.memoryUsage().rss
  const took: Record<string, number> = {}
  for (const [name, step] of Object.entries(steps)) {
    const began = process.cpuUsage()
    step()
    took[name] = process.cpuUsage(began).user / 1000
  }
  const grown = (process.memoryUsage().rss - before) / 1e6
  expect(grown, "megabytes").toBeLessThan(150)
  for (const [name, milliseconds] of Object.entries(took)) expect(milliseconds, name).toBeLessThan(500)
  const result = steps.match()
  if (!result.ok) throw new Error(result.problem)
  expect(result.value).toMatchObject({ canary: true, impossible: 0 })
  expect(result.value.matches.map(({ row }) => row)).toEqual(exposed)
  console.log(`  200,000 rows: ${JSON.stringify(took)} ms, ${grown.toFixed(0)} MB more`)
})

test("hostile 14: a shard that declares more rows than it has, than the manifest signed, or than any may have is refused before it is read", () => {
  const declaring = (n: number) => {
    const changed = shard.slice()
    new DataView(changed.buffer).setUint32(36, n, true)
    return changed
  }
  for (const n of [0, ROWS - 1, ROWS + 1, MAX_ROWS, MAX_ROWS + 1, 2 ** 31, 2 ** 32 - 1]) {
    expect([n, readShard(declaring(n)) === undefined]).toEqual([n, true])
    expect(matchShard(declaring(n), { ...expected, n }, mine).ok).toBe(false)
  }
  expect(matchShard(shard, { ...expected, n: ROWS + 1 }, mine).ok).toBe(false)
  expect(checkFile(concatBytes(shard, u8(0)), named)).toBe(false)
})
