import { readParcel, unixSeconds } from "@homesafe/protocol"
import { DEP, HOST, NOW, posterOf, scanned, TODAY, TRUST, venueOf } from "@homesafe/protocol/deployment.test-support"
import { composeUrl, makeCard } from "@homesafe/protocol/venue"
import { cardKeysOf, pairStays, readScannedCard, tryRecord } from "@homesafe/protocol/visitor"
import { expect, test } from "vitest"
import { answerFor, CATALOGUE, freshTablet, MARKET, NO_LISTS } from "../gate.test-support.ts"
import { eraseDevice } from "../keys/erase-days.ts"
import { findSingle, type GateDatabase } from "../keys/gate-database.ts"
import { random } from "../keys/screen-keys.ts"
import { changeSettings } from "../keys/settings.ts"
import { takeAnswer } from "../pairing/take-answer.ts"
import { endOfHalfDay, halfDayOf } from "./half-days.ts"
import { startReadingCards } from "./keep-drop.ts"
import { postParcels } from "./post-parcels.ts"
import { type CardAct, takeCard } from "./take-card.ts"

const facts = {
  demonstration: false,
  timeZone: "Asia/Hong_Kong",
  trust: TRUST,
  catalogue: CATALOGUE,
  policy: null,
  ...NO_LISTS,
}
const card = await makeCard(random, null, TRUST.cardBits)
const fronts = card.fronts.map((bytes) => composeUrl(HOST, "c", bytes).url)
const inside = composeUrl(HOST, "c", card.inside).url
const front = fronts[0] ?? ""
const END = endOfHalfDay(halfDayOf(NOW, TRUST.offset), TRUST.offset)

async function openDoor() {
  const { database, screen } = await freshTablet()
  await takeAnswer(database, screen, await answerFor(screen), { trust: TRUST, today: TODAY })
  const kept = await findSingle(database, "screen")
  if (!kept) throw new Error("no screen")
  const take = (text: string, act: CardAct, now = NOW) => takeCard({ database, screen: kept, facts }, text, act, now)
  return { database, take }
}

/** A server that keeps what it is sent, or does not answer. */
function makeServer(answers: (call: number) => "kept" | "kept-unheard" | "offline" = () => "kept") {
  const parcels = new Map<string, Uint8Array>()
  const sent: { readonly url: string; readonly bytes: number }[] = []
  const send: typeof fetch = async (url, options) => {
    const body = options?.body
    if (!(body instanceof Uint8Array)) throw new Error("no bytes")
    const answer = answers(sent.length)
    sent.push({ url: String(url), bytes: body.length })
    if (answer !== "offline") parcels.set(String(url), body)
    if (answer !== "kept") throw new TypeError("no network")
    return new Response(null, { status: 204 })
  }
  return { parcels, sent, send }
}

async function openParcels(parcels: Iterable<Uint8Array>) {
  const read = readScannedCard(inside, TRUST.hosts, "inside")
  if (!read.ok) throw new Error(read.problem)
  const keys = await cardKeysOf(read.value.seed, null)
  const drops = [...parcels].flatMap((bytes) => {
    const parcel = readParcel(bytes)
    return parcel.ok ? parcel.value : []
  })
  const opened = await Promise.all(drops.map(({ record }) => tryRecord(keys, DEP, TODAY, record)))
  return opened.flatMap((each) => each ?? [])
}
const waiting = async (database: GateDatabase) =>
  [await database.count("drops"), await database.count("slots"), await database.count("parcels")] as const

test("a card that is scanned entering and leaving becomes one stay that its inside alone reads", async () => {
  const { database, take } = await openDoor()
  expect(await take(front, "enter")).toEqual({ ok: true, act: "enter" })
  expect(await take(fronts[2] ?? "", "leave", unixSeconds(NOW + 1500))).toEqual({ ok: true, act: "leave" })
  const server = makeServer()
  await postParcels(database, TRUST, END, server.send)
  const [stay, ...more] = pairStays(await openParcels(server.parcels.values()))
  expect(more).toEqual([])
  expect(stay).toMatchObject({ day: TODAY, vid: MARKET.vid, arrival: 480, departure: 505, assumed: false })
  expect(await waiting(database)).toEqual([0, 0, 0])
})

test("hostile 40: the code is forgotten: nothing on the device holds the card's key, nor does a request", async () => {
  const { database, take } = await openDoor()
  await take(front, "enter")
  const names = ["days", "seeds", "counts", "single", "drops", "slots", "parcels"] as const
  const everything = Buffer.from(
    JSON.stringify(await Promise.all(names.map((name) => database.getAll(name))), (_, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value,
    ),
  ).toString()
  const key = Buffer.from(card.fronts[0] ?? random(35))
    .subarray(3)
    .toString("hex")
  expect(everything.includes(key)).toBe(false)
  expect(everything.length, "the record itself is there").toBeGreaterThan(1024)
})

test("parcels go out at the half day's end and not before, of one size, with a card or with none", async () => {
  const sizes: number[] = []
  for (const cards of [0, 1, 5]) {
    const { database, take } = await openDoor()
    await startReadingCards(database)
    const server = makeServer()
    await postParcels(database, TRUST, NOW, server.send)
    for (let i = 0; i < cards; i++) await take(front, "enter")
    await postParcels(database, TRUST, unixSeconds(END - 1), server.send)
    expect(server.sent).toEqual([])
    await postParcels(database, TRUST, END, server.send)
    expect(server.sent).toHaveLength(1)
    sizes.push(...server.sent.map(({ bytes }) => bytes))
  }
  expect(sizes).toEqual([8 * 513, 8 * 513, 8 * 513])
})

test("a door that has never read a card posts nothing", async () => {
  const { database } = await openDoor()
  const server = makeServer()
  for (const t of [NOW, END, END + 86_400]) await postParcels(database, TRUST, unixSeconds(t), server.send)
  expect(server.sent).toEqual([])
})

test("without a network a record waits, also over days, and goes for the day on which it was made", async () => {
  const { database, take } = await openDoor()
  await take(front, "enter")
  const dead = makeServer(() => "offline")
  await postParcels(database, TRUST, END, dead.send)
  expect(await waiting(database)).toEqual([0, 0, 1])
  const server = makeServer()
  await postParcels(database, TRUST, unixSeconds(END + 5 * 86_400), server.send)
  expect(server.sent.map(({ url }) => url.split("/")[3])).toEqual([String(TODAY)])
  expect(await openParcels(server.parcels.values())).toHaveLength(1)
  expect(await waiting(database)).toEqual([0, 0, 0])
})

test("an answer that is lost sends the same bytes to the same place again: the server has one parcel", async () => {
  const { database, take } = await openDoor()
  await take(front, "enter")
  const server = makeServer((call) => (call === 0 ? "kept-unheard" : "kept"))
  await postParcels(database, TRUST, END, server.send)
  await postParcels(database, TRUST, END, server.send)
  expect(server.sent).toHaveLength(2)
  expect(server.parcels.size).toBe(1)
  expect(await openParcels(server.parcels.values())).toHaveLength(1)
})

test("killed while packing, nothing is lost and nothing doubled; two tabs pack once", async () => {
  const { database, take } = await openDoor()
  await take(front, "enter")
  const dying = new Proxy(database, {
    get(target, name) {
      if (name !== "transaction") return Reflect.get(target, name).bind(target)
      return (names: string | readonly string[], ...rest: never[]) => {
        if (names.length === 3) throw new Error("killed")
        return target.transaction(names as "drops", ...rest)
      }
    },
  })
  const server = makeServer()
  await expect(postParcels(dying, TRUST, END, server.send)).rejects.toThrow("killed")
  expect(await waiting(database)).toEqual([1, 1, 0])
  await Promise.all([postParcels(database, TRUST, END, server.send), postParcels(database, TRUST, END, server.send)])
  expect(await openParcels(server.parcels.values())).toHaveLength(1)
})

test("more than eight make a parcel of sixteen; a device that is set up anew still sends what waits", async () => {
  const { database, take } = await openDoor()
  for (let i = 0; i < 9; i++) await take(front, "enter", unixSeconds(NOW + 60 * i))
  await eraseDevice(database)
  const server = makeServer()
  await postParcels(database, TRUST, END, server.send)
  expect(server.sent.map(({ bytes }) => bytes)).toEqual([16 * 513])
  expect(await openParcels(server.parcels.values())).toHaveLength(9)
})

test("after 31 days a parcel that never arrived is forgotten", async () => {
  const { database, take } = await openDoor()
  await take(front, "enter")
  const dead = makeServer(() => "offline")
  await postParcels(database, TRUST, END, dead.send)
  await postParcels(database, TRUST, unixSeconds(END + 30 * 86_400), dead.send)
  expect(await database.count("parcels")).toBe(1)
  await postParcels(database, TRUST, unixSeconds(END + 31 * 86_400), dead.send)
  expect(await database.count("parcels")).toBe(0)
})

test("what is no card has its own reason, and without keys or with a wrong clock nothing is taken", async () => {
  const { database, take } = await openDoor()
  const problem = async (...given: Parameters<typeof take>) => {
    const taken = await take(...given)
    return taken.ok ? "taken" : taken.problem
  }
  expect(await problem(inside, "enter")).toBe("other-side")
  expect(await problem(scanned(posterOf(venueOf("pool"))), "enter")).toBe("not-a-card")
  expect(await problem("HKEN:0ABC", "enter")).toBe("not-our-code")
  expect(await problem(front.replace(HOST, "evil.example"), "enter")).toBe("wrong-host")
  expect(await problem(front, "enter", unixSeconds(NOW + 8 * 86_400))).toBe("no-keys")
  await changeSettings(database, () => ({ seen: NOW + 1000 }))
  expect(await problem(front, "enter")).toBe("wrong-clock")
  await changeSettings(database, () => ({ seen: 0 }))
  const day = await database.get("days", TODAY)
  await database.put("days", { day: TODAY, dayKey: day?.dayKey ?? random(16) })
  expect(await problem(front, "enter")).toBe("old-keys")
  expect(await waiting(database)).toEqual([0, 0, 0])
})
