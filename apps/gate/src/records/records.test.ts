import { freshPair, NOW, trusted } from "@homesafe/codes/keys.test-support"
import {
  CARD,
  CERTIFICATE,
  cardOf,
  dccClaims,
  dccOf,
  hongKongOf,
  KID,
  KID_TEXT,
  MEC_FIELDS,
  passOf,
  VACCINATION,
} from "@homesafe/codes/make.test-support"
import { categories, seededPolicy } from "@homesafe/domain"
import {
  copyBytes,
  type IssuerKey,
  type Issuers,
  noIssuers,
  serviceDay,
  unixSeconds,
  writeIssuers,
  writeRevoked,
} from "@homesafe/protocol"
import { TODAY } from "@homesafe/protocol/deployment.test-support"
import { afterEach, expect, test, vi } from "vitest"
import { type Facts, readFacts, renewFacts } from "../deployment/facts.ts"
import { quorum, serve } from "../deployment/serve.test-support.ts"
import { CATALOGUE, freshTablet } from "../gate.test-support.ts"
import type { GateDatabase, RecordSettings } from "../keys/gate-database.ts"
import { changeSettings } from "../keys/settings.ts"
import { performAct } from "../staff/perform-act.ts"
import { outcomeOf, ruleToday } from "../staff/rule-today.ts"
import { notesOf } from "./play-answer.ts"
import { readShown } from "./read-shown.ts"
import { mayAskForRecord, recordKinds } from "./record-settings.ts"

afterEach(() => vi.unstubAllGlobals())

const HOUR = 3600
const pair = freshPair()
const stranger = freshPair()
const now = unixSeconds(NOW)
const austria = keyOf("eu-dcc", "AT", KID_TEXT)
const everything: RecordSettings = { kinds: recordKinds, testHours: 48 }

function keyOf(format: IssuerKey["format"], issuer: string, kid: string, until = 4_000_000_000): IssuerKey {
  const { spki } = trusted(format, issuer, kid, pair.spki)
  return { format, issuer, kid, spki: copyBytes(spki), from: unixSeconds(0), until: unixSeconds(until) }
}

/** A tablet that has fetched this list of issuers with a head made at `t`. */
async function tabletWith(
  list: Partial<Issuers>,
  { counts = everything, t = NOW }: { readonly counts?: RecordSettings; readonly t?: number } = {},
) {
  const { database } = await freshTablet()
  await changeSettings(database, () => ({ records: counts }))
  return { database, facts: await fetchList(database, 1, list, t) }
}

async function fetchList(database: GateDatabase, seq: number, list: Partial<Issuers>, t = NOW): Promise<Facts> {
  const file = writeIssuers({ ...noIssuers, ...list })
  const revoked = { seq: 1, file: writeRevoked(new Map()) }
  serve(seededPolicy(), { issuers: { seq, file }, revoked, signers: quorum, t })
  const facts = await renewFacts(database, unixSeconds(t))
  if (!facts) throw new Error("no facts")
  return facts
}

type Door = Awaited<ReturnType<typeof tabletWith>>
const shown = async (door: Door, texts: string | readonly string[], at = now) => {
  const read = await readShown(typeof texts === "string" ? [texts] : texts, { ...door, now: at })
  return read.state === "answer" ? read.answer : read
}
const certificate = (change: object) => dccOf(pair, dccClaims({ ...CERTIFICATE, v: undefined, ...change }))
const testOf = (hoursAgo: number, tr = "260415000") => {
  const sc = new Date((NOW - hoursAgo * HOUR) * 1000).toISOString()
  return certificate({ t: [{ tg: "840539006", tt: "LP6464-4", sc, tr, co: "AT", is: "MoH", ci: "URN:UVCI:T" }] })
}

test("hostile 38: forged, altered, alg-confused, expired, example and revoked records are not valid, each with its word", async () => {
  const ended = { ...austria, until: unixSeconds(NOW - 1) }
  const door = await tabletWith({ keys: [austria] })
  expect(await shown(door, dccOf(pair))).toEqual({ tone: "valid", names: ["Gabriele Musterfrau-Gößinger"] })
  const head = (algorithm: number) =>
    new Map<number, unknown>([
      [1, algorithm],
      [4, KID],
    ])
  const broken: readonly (readonly [string, string])[] = [
    ["signature", dccOf(stranger)],
    [
      "signature",
      dccOf(pair, undefined, { change: (signature) => signature.map((byte, i) => (i === 9 ? byte ^ 1 : byte)) }),
    ],
    ["algorithm", dccOf(pair, undefined, { protected: head(5) })],
    ["expired", dccOf(pair, new Map([...dccClaims(), [4, NOW - 1]]))],
    ["not-yet-valid", dccOf(pair, new Map([...dccClaims(), [6, NOW + HOUR]]))],
    ["malformed", dccOf(pair).slice(0, -9)],
    ["test-issuer", passOf(pair, { 1: "did:web:nzcp.covid19.health.nz" })],
  ]
  for (const [why, text] of broken) expect(await shown(door, text), why).toEqual({ tone: "invalid", why })
  expect(await shown(await tabletWith({ keys: [ended] }), dccOf(pair)), "the key was ended").toEqual({
    tone: "invalid",
    why: "key-not-for-this",
  })
  expect(await shown(await tabletWith({ keys: [] }), dccOf(pair)), "the key was taken out").toMatchObject({
    tone: "unsure",
  })
})

test("hostile 38: a revocation holds from the next list on", async () => {
  const door = await tabletWith({ keys: [austria] })
  expect(await shown(door, dccOf(pair))).toMatchObject({ tone: "valid" })
  const { readTexts } = await import("@homesafe/codes/credentials")
  const read = await readTexts([dccOf(pair)], { at: NOW, trust: { keys: [], revoked: new Set() } })
  const [id = ""] = read.state === "read" ? read.credential.ids : []
  const facts = await fetchList(door.database, 2, { keys: [austria], revoked: [id] }, NOW + 60)
  expect(await shown({ ...door, facts }, dccOf(pair))).toEqual({ tone: "invalid", why: "revoked" })
})

test("hostile 38: offline for 24 hours a record is valid, a second later the list is too old; what is forged or expired stays so", async () => {
  const door = await tabletWith({ keys: [austria] })
  const lasting = dccOf(pair, new Map([...dccClaims(), [4, NOW + 90 * 24 * HOUR]]))
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no network")))
  const later = unixSeconds(NOW + 24 * HOUR)
  const facts = await readFacts(door.database, later)
  if (!facts) throw new Error("no facts")
  expect(await shown({ ...door, facts }, lasting, later)).toMatchObject({ tone: "valid" })
  const tooLate = unixSeconds(later + 1)
  expect(await shown({ ...door, facts }, lasting, tooLate)).toEqual({ tone: "old" })
  expect(await shown({ ...door, facts }, cardOf(pair), tooLate), "an unknown key may be of a newer list").toEqual({
    tone: "old",
  })
  expect(await shown({ ...door, facts }, dccOf(stranger), tooLate)).toMatchObject({ tone: "invalid", why: "signature" })
  expect(await shown({ ...door, facts }, dccOf(pair), tooLate)).toEqual({ tone: "invalid", why: "expired" })
})

test("hostile 37 and 38: a clock that was set back makes no old list new", async () => {
  const door = await tabletWith({ keys: [austria] })
  await changeSettings(door.database, () => ({ seen: NOW + 48 * HOUR }))
  expect(await shown(door, dccOf(pair))).toEqual({ tone: "unsure", why: "wrong-clock" })
})

test("before the first list nothing is valid, and the answer says that there is none", async () => {
  const { database } = await freshTablet()
  serve(seededPolicy())
  const facts = await renewFacts(database, now)
  if (!facts) throw new Error("no facts")
  expect(await shown({ database, facts }, dccOf(pair))).toEqual({ tone: "unsure", why: "no-list" })
})

test("every format is read: a pass, a card in one code and in two, a Hong Kong record; anything else is none", async () => {
  const issuers = (["VAC/4", "MEC/4"] as const).map((kid) => keyOf("hong-kong", "HK", kid))
  const { kid } = await kidOf(cardOf(pair))
  const keys = [
    ...issuers,
    keyOf("nz-pass", "did:web:pass.example", "key-1"),
    keyOf("smart-health-card", CARD.iss, kid),
  ]
  const door = await tabletWith({ keys })
  expect(await shown(door, passOf(pair))).toEqual({ tone: "valid", names: ["Jack Sparrow"] })
  const card = cardOf(pair)
  expect(await shown(door, card)).toEqual({ tone: "valid", names: ["John B. Anyperson"] })
  const digits = card.slice("shc:/".length)
  const parts = [`shc:/1/2/${digits.slice(0, 200)}`, `shc:/2/2/${digits.slice(200)}`]
  expect(await shown(door, parts.slice(1))).toEqual({ state: "wanting", have: 1, of: 2 })
  expect(await shown(door, parts.toReversed())).toMatchObject({ tone: "valid" })
  expect(await shown(door, hongKongOf(pair, MEC_FIELDS))).toMatchObject({ tone: "valid" })
  expect(await shown(door, "https://go.example.hk/v#123")).toEqual({ state: "none" })
})

async function kidOf(text: string): Promise<{ readonly kid: string }> {
  const { readTexts } = await import("@homesafe/codes/credentials")
  const read = await readTexts([text], { at: NOW, trust: { keys: [], revoked: new Set() } })
  return { kid: (read.state === "read" && read.credential.kid) || "" }
}

test("only the kinds that staff ticked count; a positive test reads like a kind that does not count", async () => {
  const door = await tabletWith({ keys: [austria] }, { counts: { kinds: ["test", "recovery"], testHours: 48 } })
  const notCounted = { tone: "invalid", why: "not-counted" }
  expect(await shown(door, dccOf(pair))).toEqual(notCounted)
  expect(await shown(door, testOf(47))).toMatchObject({ tone: "valid" })
  expect(await shown(door, testOf(49))).toEqual({ tone: "invalid", why: "test-too-old" })
  expect(await shown(door, testOf(1, "260373001"))).toEqual(notCounted)
  expect(await shown(door, testOf(-1)), "a sample of the future").toEqual(notCounted)
  const recovery = (df: string, du: string) =>
    certificate({ r: [{ tg: "840539006", fr: "2022-03-01", co: "AT", is: "MoH", df, du, ci: "URN:UVCI:R" }] })
  expect(await shown(door, recovery("2022-03-12", "2022-05-01"))).toMatchObject({ tone: "valid" })
  expect(await shown(door, recovery("2022-03-12", "2022-04-30"))).toEqual({ tone: "invalid", why: "expired" })
  expect(await shown(door, recovery("2022-05-02", "2022-09-01"))).toEqual({ tone: "invalid", why: "not-yet-valid" })
})

test("hostile 41: a record is asked for only where staff switched it on and a public rule asks; never where the catalogue says never", () => {
  const policy = seededPolicy()
  let asked = 0
  for (const { n, gate } of categories) {
    for (let day = 18_500; day < 20_000; day += 7) {
      const rule = ruleToday({ catalogue: CATALOGUE, policy }, n, serviceDay(day))
      expect(mayAskForRecord(rule, { kinds: [], testHours: 48 })).toBe(false)
      const may = mayAskForRecord(rule, everything)
      expect(may).toBe(gate !== "never" && outcomeOf(rule.today, {}) !== "welcome")
      if (may) asked++
    }
  }
  expect(asked).toBeGreaterThan(50)
  expect(mayAskForRecord(ruleToday({ catalogue: CATALOGUE, policy: null }, 1, TODAY), everything)).toBe(false)
})

test("hostile 39: nothing of a shown record is in the gate's storage, whatever its answer; a pass at the door stays a plain number", async () => {
  const door = await tabletWith({ keys: [austria] })
  const texts = [dccOf(pair), dccOf(stranger), testOf(99), cardOf(pair)]
  for (const text of texts) await shown(door, text)
  await performAct(door.database, TODAY, { act: "pass" })
  const kept: unknown[] = []
  for (const store of door.database.objectStoreNames) kept.push(await door.database.getAll(store))
  const all = JSON.stringify(kept)
  expect(all).toContain('"name":"facts"') // the dump does show what is kept
  for (const word of ["Muster", "MUSTER", "Gabriele", "Anyperson", VACCINATION.ci, VACCINATION.mp, "1998-02-26"])
    expect(all, word).not.toContain(word)
  for (const text of texts) expect(all).not.toContain(text.slice(0, 24))
})

test("each answer has a sound of its own", () => {
  const sounds = Object.values(notesOf).map((notes) => JSON.stringify(notes))
  expect(new Set(sounds).size).toBe(4)
})
