import fc from "fast-check"
import { expect, test } from "vitest"
import { manifestHash, readManifest, writeManifest } from "../files/manifest.ts"
import { readRevoked, writeRevoked } from "../files/revoked.ts"
import { canaryRowKey } from "../keys/key-tree.ts"
import { keyStream } from "../shared/aes.ts"
import { type Bytes, bytesOfHex, compareBytes, hexOf, u16, utf8Of } from "../shared/bytes.ts"
import { hkdfSha256, hmac, sha256 } from "../shared/hash.ts"
import { serviceDay, units } from "../shared/units.ts"
import { ed25519Sign } from "../sign/ed25519.ts"
import { signedText } from "../sign/envelope.ts"
import { readRow, writeRow } from "../store/match-row.ts"
import type { MatchRow } from "../store/read-store.ts"
import { hex, VT1 } from "../vectors.test-support.ts"
import { feedPrf } from "./feed-prf.ts"
import { buildBatch, rowCapacity, saltOf } from "./make-batch.ts"
import { findMessage, matchShard, readPoolText } from "./match-shard.ts"
import { openPoolText, poolText, sealPoolText } from "./pool-text.ts"
import { messageOf, readMessage, windowsOf, writeMessage } from "./row-message.ts"
import { payloadsAt, readShard, splitTag, writeShard } from "./shard.ts"

const P = VT1.primitives
const DEP = VT1.canary.dep

test("the feed's pseudorandom bytes are the known ones", () => {
  const { tag, check, pad } = feedPrf(hex(P.dayKey), hex(P.salt))
  expect(hexOf(tag) + hexOf(check) + hexOf(pad)).toBe(P.feedPrf_dayKey.slice(0, 42))
  const own = feedPrf(hex(VT1.rowKey.rowKey_day), hex(P.salt))
  expect(hexOf(own.tag) + hexOf(own.check) + hexOf(own.pad)).toBe(VT1.rowKey.feedPRF_rowKey_day.slice(0, 42))
})

test("a known shard of two rows is read as the known answer says", () => {
  const shard = readShard(hex(P.shard_2rows))
  if (shard === undefined) throw new Error("not read")
  expect(shard).toMatchObject({ seq: 7, cell: 5, firstDay: 19_000, lastDay: 19_055, salt: P.salt })
  const keys = [hex(P.dayKey), hex(P.leaf13), new Uint8Array(16)]
  const found = keys.map((key) => findMessage(shard, key, hex(P.salt)))
  for (const { i, msg } of P.match) {
    expect(found[i]).toMatchObject({
      mode: msg.mode,
      field: msg.field,
      daysAgo: msg.daysAgo,
      severity: msg.sev,
      template: msg.tpl,
      pool: msg.pool,
    })
  }
  expect(found[2]).toBeUndefined()
})

test("messages are written and read as known", () => {
  const known = VT1.message_mode0
  const read = readMessage(hex(known.hex))
  if (!read.ok) throw new Error("not read")
  expect(read.value).toMatchObject({
    daysAgo: known.daysAgo,
    severity: known.severity,
    template: known.template,
    pool: 0,
  })
  expect(windowsOf(read.value)).toEqual([[known.start, known.end]])
  expect(hexOf(writeMessage(read.value))).toBe(known.hex)
  expect(readMessage(hex("2294400e8a8001")).ok).toBe(false)
})

test("a shard's size grows by the known steps", () => {
  for (const [rows, n] of VT1.shard_padding_n) expect(rowCapacity(rows ?? 0)).toBe(n)
})

test("a batch is made from its seed byte for byte, texts too", () => {
  const known = VT1.batch
  const message = readMessage(hex(known.rows.day.message))
  if (!message.ok) throw new Error("not read")
  expect(hexOf(saltOf(hex(known.seed)))).toBe(known.salt)
  expect(hexOf(hmac(hex(known.seed), utf8Of("VT1/dummy"), u16(0)))).toBe(VT1.batch_from_seed.dummy_key_cell0)
  expect(hexOf(keyStream(hex(VT1.batch_from_seed.dummy_key_cell0), 42))).toBe(
    VT1.batch_from_seed.dummies_first_42_bytes,
  )
  const rows = [{ rowKey: hex(known.rows.day.rowKey), message: message.value, text: null }]
  const batch = buildBatch({ dep: DEP, seq: 7, seed: hex(known.seed), today: serviceDay(known.today), rows })
  expect(hexOf(batch.shard)).toBe(known.shard)
  expect(batch.cells[0]?.sha256).toBe(known.shard_sha256)
  expect(batch.texts.length).toBe(known.texts_length)
  expect(batch.textsFile.sha256).toBe(known.texts_sha256)
  expect(hexOf(canaryRowKey(DEP))).toBe(known.rows.canary.rowKey)
})

test("a text of the pool is sealed as known, and opens for its row alone", () => {
  const { rowKey, salt, key } = VT1.pool_text_key
  expect(hexOf(hkdfSha256(hex(rowKey), hex(salt), "VT1/pool", 16))).toBe(key)
  const [en = "", hant = ""] = VT1.pool_text.text.split("\0")
  const sealed = sealPoolText(hex(rowKey), hex(salt), VT1.pool_text.index, poolText({ en, hant }))
  expect(hexOf(sealed.subarray(0, 32))).toBe(VT1.pool_text.first_32_of_1040)
  expect(hexOf(sha256(sealed))).toBe(VT1.pool_text.sha256)
  expect(openPoolText(hex(rowKey), hex(salt), 1, sealed)).toEqual({ en, hant })
  expect(openPoolText(hex(rowKey), hex(salt), 2, sealed)).toBeUndefined()
})

test("a match row is packed as known", () => {
  const known = VT1.match_row
  const row = { rowKey: hex(known.rowKey), arrival: units(known.arrival_unit), departure: units(known.departure_unit) }
  expect(hexOf(writeRow(row))).toBe(known.bytes)
  expect(readRow(hex(known.bytes))).toEqual(row)
})

test("the list of revoked venues is the known one", () => {
  const read = readRevoked(hex(VT1.revoked_file))
  if (!read.ok) throw new Error("not read")
  expect(read.value.size).toBe(2)
  expect(hexOf(writeRevoked(read.value))).toBe(VT1.revoked_file)
})

test("a manifest is read and written as known, and signed as known", () => {
  const known = VT1.manifest
  const bytes = utf8Of(known.bytes_utf8)
  const read = readManifest(bytes)
  if (!read.ok) throw new Error("not read")
  expect(hexOf(writeManifest(read.value))).toBe(hexOf(bytes))
  expect(manifestHash(bytes)).toBe(known.sha256)
  const text = signedText("VT1/manifest", DEP, 7, bytes)
  expect(hexOf(text)).toBe(known.publisher_and_verifier_sign)
  expect(hexOf(signedText("VT1/witness", DEP, 7, bytes))).toBe(known.witness_signs)
  expect(hexOf(ed25519Sign(hex(known.publisher_seed), text))).toBe(known.publisher_signature)
})

test("an alert made from a cloned key reaches nobody but the clone's own visitors", () => {
  const rowKeyOfClone = hex(VT1.rowKey.same_dayKey_other_vid_1122334455667788)
  expect(hexOf(rowKeyOfClone)).not.toBe(VT1.rowKey.rowKey_day)
  expect(VT1.clone_attack.v2_row_of_clone_alerts_original).toBe(false)
})

test("look-ups in a shard agree with a plain search, whatever the tags", () => {
  const row = fc.uint8Array({ minLength: 21, maxLength: 21 })
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 300 }),
      fc.array(row, { maxLength: 20 }),
      (rows, strangers) => {
        const sorted = [...rows].sort(compareBytes)
        const header = { seq: 1, salt: "00".repeat(16), cell: 0, firstDay: 0, lastDay: serviceDay(30) }
        const shard = readShard(writeShard(header, sorted))
        if (shard === undefined) throw new Error("not read")
        for (const wanted of [...rows, ...strangers]) {
          const key = splitTag(wanted, shard.highBits)
          const expected = sorted.filter((each) => {
            const tag = splitTag(each, shard.highBits)
            return tag.high === key.high && tag.low === key.low
          })
          expect(payloadsAt(shard, wanted).map(hexOf)).toEqual(expected.map((each) => hexOf(each.subarray(8))))
        }
      },
    ),
    { numRuns: 60 },
  )
})

function key(number: number): Bytes {
  return sha256(u16(number)).slice(0, 16)
}

test("a phone finds exactly the rows that were published and the canary, with their texts", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(999), { maxLength: 60 }),
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      (published, seed) => {
        const today = serviceDay(19_055)
        const text = poolText({ en: "Hall 2 only", hant: "只限二號堂" })
        const rows = published.map((number) => ({
          rowKey: key(number),
          message: messageOf([[units(number % 200), units((number % 200) + 5)]], {
            daysAgo: 2,
            severity: 3,
            template: 9,
            corrected: false,
          }),
          text: number % 17 === 0 ? text : null,
        }))
        const batch = buildBatch({ dep: DEP, seq: 3, seed, today, rows })
        const mine: MatchRow[] = Array.from({ length: 200 }, (_, i) => ({
          day: serviceDay(19_053),
          row: i,
          rowKey: key(i * 5),
          arrival: units(0),
          departure: units(288),
        }))
        const expected = { seq: 3, salt: batch.salt, cell: 0, n: batch.n, today, dep: DEP, templates: new Set([9]) }
        const result = matchShard(batch.shard, expected, mine)
        if (!result.ok) throw new Error(result.problem)
        expect(result.value.canary).toBe(true)
        expect(result.value.impossible).toBe(0)
        expect(result.value.matches.map((match) => match.row.row * 5).sort()).toEqual(
          published.filter((n) => n % 5 === 0).sort(),
        )
        for (const match of result.value.matches) {
          expect(match.minutes).toBe(25)
          const { rowKey } = match.row
          const note =
            match.poolIndex === 0
              ? undefined
              : readPoolText(batch.texts, { salt: batch.salt, rowKey, poolIndex: match.poolIndex })
          expect(note?.en).toBe((match.row.row * 5) % 17 === 0 ? "Hall 2 only" : undefined)
        }
        expect(matchShard(batch.shard, { ...expected, templates: new Set([1]) }, mine)).toMatchObject({
          value: { matches: [], impossible: result.value.matches.length },
        })
        expect(matchShard(batch.shard, { ...expected, today: serviceDay(19_056) }, mine).ok).toBe(false)
      },
    ),
    { numRuns: 20 },
  )
})

test("a shard with one bit of its front changed is refused or no longer the expected one", () => {
  const batch = buildBatch({ dep: DEP, seq: 3, seed: bytesOfHex("11".repeat(32)), today: serviceDay(19_055), rows: [] })
  const expected = {
    seq: 3,
    salt: batch.salt,
    cell: 0,
    n: batch.n,
    today: serviceDay(19_055),
    dep: DEP,
    templates: new Set([1]),
  }
  for (let bit = 0; bit < 64 * 8; bit++) {
    const changed = batch.shard.slice()
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    expect(matchShard(changed, expected, []).ok).toBe(false)
  }
  expect(matchShard(batch.shard.slice(1), expected, []).ok).toBe(false)
  expect(matchShard(new Uint8Array([...batch.shard, 0]), expected, []).ok).toBe(false)
})
