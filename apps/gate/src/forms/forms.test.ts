import { addDays, dayKeyOf, FORM_RECORD_BYTES, leafOf, rowKeyOf, type TrustList, unixSeconds } from "@homesafe/protocol"
import { DEP, NOW, secretOf, TODAY, TRUST } from "@homesafe/protocol/deployment.test-support"
import { deriveBoxKeyPair, openForm } from "@homesafe/protocol/opener"
import { openDB } from "idb"
import { expect, test } from "vitest"
import { answerFor, CATALOGUE, freshTablet, MARKET, NO_LISTS } from "../gate.test-support.ts"
import { eraseDevice } from "../keys/erase-days.ts"
import { findSingle, type GateDatabase, openGateDatabase } from "../keys/gate-database.ts"
import { changeSettings } from "../keys/settings.ts"
import { takeAnswer } from "../pairing/take-answer.ts"
import { checkForm, tidy } from "./check-form.ts"
import { leavingTimes } from "./leaving-times.ts"
import { sendForms } from "./send-forms.ts"
import { MOST_FORMS, takeForm } from "./take-form.ts"

const form = await deriveBoxKeyPair(secretOf("form"))
const from = addDays(TODAY, -10)
const until = addDays(TODAY, 300)
const trust: TrustList = { ...TRUST, keys: [...TRUST.keys, { id: form.id, role: "form", pub: form.pub, from, until }] }
const facts = {
  demonstration: false,
  timeZone: "Asia/Hong_Kong",
  trust,
  catalogue: CATALOGUE,
  policy: null,
  ...NO_LISTS,
}
const written = { name: "Chan Tai Man 陳大文", number: "+852 9123 4567" }
const STAY = (CATALOGUE.categories.find(({ n }) => n === MARKET.header.category)?.stay ?? 0) * 60

async function openDoor(withFacts = facts) {
  const { database, screen } = await freshTablet()
  await takeAnswer(database, screen, await answerFor(screen), { trust: TRUST, today: TODAY })
  const kept = await findSingle(database, "screen")
  if (!kept) throw new Error("no screen")
  const take = (until: number | null = null, now = NOW) =>
    takeForm(
      { database, screen: kept, facts: withFacts },
      { ...written, until: until === null ? null : unixSeconds(until) },
      now,
    )
  return { database, take }
}

/** A server that keeps what it is sent, or does not answer. */
function makeServer(answers: (call: number) => number | "kept-unheard" | "offline" = () => 204) {
  const sent: Uint8Array[] = []
  const send: typeof fetch = async (_, options) => {
    if (!(options?.body instanceof Uint8Array)) throw new Error("no bytes")
    const answer = answers(sent.length)
    sent.push(options.body)
    if (typeof answer === "string") throw new TypeError("no network")
    return new Response(null, { status: answer })
  }
  return { sent, send }
}

const waiting = (database: GateDatabase) => database.count("forms")
const rowKeyAt = (hour: number, day = TODAY) => rowKeyOf(leafOf(dayKeyOf(MARKET.venueKey, day), hour), MARKET.vid)
const recordsOf = (body: Uint8Array) =>
  Array.from({ length: body.length / FORM_RECORD_BYTES }, (_, i) =>
    body.slice(i * FORM_RECORD_BYTES, (i + 1) * FORM_RECORD_BYTES),
  )

test("a form is sealed for each hour of the stay, and opens only with the form key and that hour's key", async () => {
  const { database, take } = await openDoor()
  expect(await take(NOW + 5400)).toBe("taken")
  const server = makeServer()
  await sendForms(database, trust, NOW, server.send)
  const records = recordsOf(server.sent[0] ?? new Uint8Array())
  const opened = await Promise.all(records.map((record, i) => openForm(DEP, [form], rowKeyAt(8 + i), record)))
  const entry = { ...written, from: NOW, until: NOW + 5400 }
  expect(opened.map((each) => each.ok && each.value.entry)).toEqual([entry, entry])
  const first = records[0] ?? new Uint8Array()
  expect((await openForm(DEP, [form], rowKeyAt(9), first)).ok).toBe(false)
  expect(await waiting(database)).toBe(0)
})

test("who does not know when they leave has the hours of the kind's usual stay, and nothing written as their leaving", async () => {
  const { database, take } = await openDoor()
  await take()
  const server = makeServer()
  await sendForms(database, trust, NOW, server.send)
  const records = recordsOf(server.sent[0] ?? new Uint8Array())
  expect(records).toHaveLength(Math.ceil(STAY / 3600))
  const opened = await openForm(DEP, [form], rowKeyAt(8), records[0] ?? new Uint8Array())
  expect(opened.ok && opened.value.entry.until).toBe(null)
})

test("the venue's device cannot read it again: no name and no number in any store, and its keys open nothing", async () => {
  const { database, take } = await openDoor()
  await take()
  const stores = [...database.objectStoreNames]
  const everything = JSON.stringify(
    await Promise.all(stores.map((name) => database.getAll(name))),
    (_, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : value),
  )
  for (const text of ["Chan", "陳", Buffer.from("陳大文").toString("latin1"), "9123", "4567"])
    expect(everything.includes(text), text).toBe(false)
  expect(everything.length, "the sealed record itself is there").toBeGreaterThan(FORM_RECORD_BYTES)
  const [kept] = await database.getAll("forms")
  const [record] = recordsOf(kept?.body ?? new Uint8Array())
  if (!record) throw new Error("no record")
  const another = await deriveBoxKeyPair(secretOf("another"))
  expect((await openForm(DEP, [{ ...another, id: form.id }], rowKeyAt(8), record)).ok).toBe(false)
})

test("without a network forms wait, in order; the same bytes go until the server says that it has them", async () => {
  const { database, take } = await openDoor()
  await take()
  await take(null, unixSeconds(NOW + 60))
  const before = await database.getAll("forms")
  await sendForms(database, trust, NOW, makeServer(() => "offline").send)
  await sendForms(database, trust, NOW, makeServer(() => 503).send)
  await sendForms(database, trust, NOW, makeServer(() => 429).send)
  expect(await database.getAll("forms")).toEqual(before)
  const server = makeServer((call) => (call === 0 ? "kept-unheard" : 204))
  await sendForms(database, trust, NOW, server.send)
  await sendForms(database, trust, NOW, server.send)
  const [first, second] = before.map(({ body }) => body)
  expect(server.sent).toEqual([first, first, second])
  expect(await waiting(database)).toBe(0)
})

test("a form that the server does not take yet waits and holds up no other; after 31 days it is forgotten", async () => {
  const { database, take } = await openDoor()
  await take()
  await take()
  const server = makeServer((call) => (call === 0 ? 400 : 204))
  await sendForms(database, trust, NOW, server.send)
  expect(server.sent).toHaveLength(2)
  expect(await waiting(database)).toBe(1)
  const after = (days: number) =>
    sendForms(database, trust, unixSeconds(NOW + days * 86_400), makeServer(() => 400).send)
  await after(30)
  expect(await waiting(database)).toBe(1)
  await after(31)
  expect(await waiting(database)).toBe(0)
})

test("a device that is set up anew still sends what waits; one that holds too many says so and loses none", async () => {
  const { database, take } = await openDoor()
  await take()
  const full = database.transaction("forms", "readwrite")
  for (let i = 1; i < MOST_FORMS; i++) void full.store.put({ day: TODAY, body: new Uint8Array(1) })
  await full.done
  expect(await take()).toBe("full")
  await eraseDevice(database)
  expect(await waiting(database)).toBe(MOST_FORMS)
})

test("nothing is taken without keys, with a clock gone back, after the approval's end, or without a form key", async () => {
  const keyless = await openDoor()
  await keyless.database.clear("days")
  expect(await keyless.take()).toBe("no-keys")
  const early = await openDoor()
  await changeSettings(early.database, () => ({ seen: NOW + 1000 }))
  expect(await early.take()).toBe("wrong-clock")
  const { take } = await openDoor()
  expect(await take(null, unixSeconds(NOW + 86_400 * 300))).toBe("ended")
  expect(await (await openDoor({ ...facts, trust: TRUST })).take()).toBe("no-form-key")
})

test("a stay over the day's end has its records for both days", async () => {
  const { database, take } = await openDoor()
  const late = unixSeconds(NOW + 15 * 3600 + 1800) // 03:30
  expect(await take(late + 3600, late)).toBe("taken")
  const [kept] = await database.getAll("forms")
  const [, next] = recordsOf(kept?.body ?? new Uint8Array())
  expect((await openForm(DEP, [form], rowKeyAt(0, addDays(TODAY, 1)), next ?? new Uint8Array())).ok).toBe(true)
})

test("what is typed is tidied, and what is wrong has its own reason", () => {
  expect(tidy({ name: "  Chan   Tai Man ", number: " ＋８５２ ９１２３ ４５６７ " })).toEqual({
    name: "Chan Tai Man",
    number: "+852 9123 4567",
  })
  expect(checkForm(written)).toEqual({})
  expect(checkForm({ name: "", number: "1234" })).toEqual({ name: "name-empty", number: "number-wrong" })
  expect(checkForm({ name: "陳".repeat(41), number: "call me" })).toEqual({
    name: "name-wrong",
    number: "number-wrong",
  })
  expect(checkForm({ name: "a\u202Eb", number: "9".repeat(25) })).toEqual({
    name: "name-wrong",
    number: "number-wrong",
  })
})

test("the leaving times are half hours that are still to come", () => {
  const times = leavingTimes(unixSeconds(NOW + 60))
  expect(times[0]).toBe(NOW + 3600)
  expect(times).toHaveLength(16)
  expect(times.every((time) => time % 1800 === 0)).toBe(true)
})

test("a device from before the form keeps its keys and parcels, and takes forms", async () => {
  const before = await openDB("gate-before", 2, {
    upgrade(database) {
      for (const store of ["days", "seeds", "counts"]) database.createObjectStore(store, { keyPath: "day" })
      database.createObjectStore("single", { keyPath: "name" })
      database.createObjectStore("drops", { autoIncrement: true }).createIndex("slot", "slot")
      database.createObjectStore("slots", { keyPath: "slot" })
      database.createObjectStore("parcels", { keyPath: "id" })
    },
  })
  await before.put("days", { day: TODAY, dayKey: new Uint8Array(16) })
  await before.put("parcels", { id: "p", day: TODAY, body: new Uint8Array(1) })
  before.close()
  const database = await openGateDatabase("gate-before")
  expect([await database.count("days"), await database.count("parcels"), await waiting(database)]).toEqual([1, 1, 0])
})
