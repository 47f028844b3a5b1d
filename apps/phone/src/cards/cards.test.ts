import {
  type Bytes,
  base64urlOf,
  dayKeyOf,
  hexOf,
  minutes,
  type ServiceDay,
  sha256,
  utf8Of,
  writeDayFile,
} from "@homesafe/protocol"
import { makeCard, sealDrop } from "@homesafe/protocol/venue"
import { composeUrl, readScannedCard } from "@homesafe/protocol/visitor"
import { afterEach, expect, test, vi } from "vitest"
import { DEP, makeFeed, makeVenue, NOW, type TestVenue, TODAY } from "../feed/published-lists.test-support.ts"
import type { Keeper } from "../keeper/keeper.ts"
import { newPhone } from "../keeper/started-phone.test-support.ts"
import { fetchForCard } from "./fetch-for-card.ts"
import { lookIntoRecords } from "./look-into-records.ts"

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const random = (n: number) => crypto.getRandomValues(new Uint8Array(n))
const market = makeVenue("market")
const cinema = makeVenue("cinema")
const PIN = "482913"

async function newCard(pin: string | null = null) {
  const { fronts, inside } = await makeCard(random, pin, 0)
  const side = <S extends "front" | "inside">(bytes: Bytes, wanted: S) => {
    const read = readScannedCard(composeUrl("homesafe.test", "c", bytes).url, ["homesafe.test"], wanted)
    if (!read.ok) throw new Error(read.problem)
    return read.value
  }
  const { seed } = side(inside, "inside")
  const visit = (venue: TestVenue, arrival: number, leaving = false, day: ServiceDay = TODAY) =>
    sealDrop(DEP, side(fronts[0] ?? inside, "front"), {
      hourVenue: false,
      leaving,
      assumed: !leaving,
      vid: venue.vid,
      day,
      arrival: minutes(arrival),
      departure: minutes(leaving ? arrival : arrival + 60),
      keys: { kind: "day", dayKey: dayKeyOf(venue.key, day) },
      capsule: { bind: random(16), uploadKeyId: "00112233", sealed: random(273) },
    }).then(({ record }) => record)
  return { seed, visit }
}

/** A server with a list and card records, and a helper's phone that has a store of its own. */
async function world(said: Parameters<ReturnType<typeof makeFeed>["publish"]>[0], records: readonly Bytes[]) {
  const feed = makeFeed()
  feed.publish(said)
  const file = writeDayFile({ day: TODAY, bucket: 0, records })
  const name = hexOf(sha256(file))
  const index = { files: [{ day: TODAY, bucket: 0, sha256: name, bytes: file.length }] }
  feed.files.set("cards", utf8Of(JSON.stringify(index)))
  feed.files.set(`cards/${name}`, file)
  const { start } = await newPhone((asked) => feed.files.get(asked))
  return { keeper: await start(NOW), feed, name }
}

async function look(keeper: Keeper, seed: Uint8Array, pin: string | null = null) {
  const fetched = await fetchForCard(keeper, [0], NOW)
  if (!fetched.ok) throw new Error(fetched.problem)
  const told: number[] = []
  const findings = await lookIntoRecords({ seed, pin, facts: fetched.facts }, (tried) => told.push(tried))
  return { ...findings, told }
}

test("a card's visit at the time of a case is warned about, with its times and the authority's advice", async () => {
  const card = await newCard()
  const other = await newCard()
  const records = [await other.visit(market, 600), await card.visit(market, 500), await card.visit(market, 545, true)]
  const { keeper } = await world([{ venue: market, day: TODAY, window: [96, 120] }], records)
  const { stays, alerts, isSound, told } = await look(keeper, card.seed)
  expect([isSound, told.at(-1)]).toEqual([true, 3])
  // What a confirmed case may give: one entry for each capsule, as each has a secret of its own.
  expect(stays).toMatchObject([{ isAssumed: false, entries: [{ day: TODAY }, { day: TODAY }] }])
  expect(
    stays.flatMap(({ entries }) => entries.flatMap(({ capsules }) => capsules.map(({ length }) => length))),
  ).toEqual([273, 273])
  const start = TODAY * 86_400 - 14_400
  expect(alerts).toMatchObject([
    {
      state: "exposed",
      texts: { en: "Measles" },
      exposedAt: start + 500 * 60,
      windows: [[start + 480 * 60, start + 600 * 60]],
      stays: [{ from: start + 500 * 60, until: start + 545 * 60, isAssumed: false }],
    },
  ])
})

test("two visits to one place on one day are one warning, which names the risk time once", async () => {
  const card = await newCard()
  const records = [await card.visit(market, 500), await card.visit(market, 530)]
  const { keeper } = await world([{ venue: market, day: TODAY, window: [96, 120] }], records)
  const { alerts } = await look(keeper, card.seed)
  expect(alerts.map(({ stays, windows }) => [stays.length, windows.length])).toEqual([[2, 1]])
})

test("a visit elsewhere, at another time, or of a withdrawn decision warns of nothing, and the visits are counted", async () => {
  const card = await newCard()
  const records = [await card.visit(market, 500), await card.visit(cinema, 700)]
  const said = [
    { venue: market, day: TODAY, window: [200, 240] },
    { venue: cinema, day: TODAY, withdrawn: true },
  ] as const
  const { keeper } = await world(said, records)
  expect(await look(keeper, card.seed)).toMatchObject({ stays: [{}, {}], alerts: [], isSound: true })
})

test("the PIN opens the card; without it, or with another, there is nothing to see, as for a card that was never used", async () => {
  const card = await newCard(PIN)
  const { keeper } = await world([{ venue: market, day: TODAY }], [await card.visit(market, 500)])
  expect((await look(keeper, card.seed, PIN)).alerts).toHaveLength(1)
  for (const pin of [null, "482914"])
    expect(await look(keeper, card.seed, pin)).toMatchObject({ stays: [], alerts: [] })
  expect(await look(keeper, random(16))).toMatchObject({ stays: [], alerts: [] })
})

test("nothing of the card is kept on the helper's phone: no write but the log of requests, which is the same for every card", async () => {
  const [card, other] = [await newCard(), await newCard()]
  const { keeper, name } = await world(
    [{ venue: market, day: TODAY }],
    [await card.visit(market, 500), await other.visit(cinema, 500)],
  )
  const { db, store, besideFile } = keeper
  const written: unknown[] = []
  for (const call of ["put", "delete", "clear"] as const)
    vi.spyOn(db, call).mockImplementation((async (table: string) => void written.push([call, table])) as never)
  const real = db.add.bind(db)
  const logged: unknown[] = []
  vi.spyOn(db, "add").mockImplementation((async (table: "requests", value: never) => {
    if (table === "requests") logged.push(value)
    else written.push(["add", table])
    return real(table, value)
  }) as never)
  const files = [vi.spyOn(store.file, "write"), vi.spyOn(besideFile, "write")]
  const pages = JSON.stringify([...keeper.pages])
  expect((await look(keeper, card.seed)).alerts).toHaveLength(1)
  const first = logged.splice(0)
  expect((await look(keeper, other.seed)).alerts).toHaveLength(0)
  expect(written).toEqual([])
  expect(files.map((spy) => spy.mock.calls)).toEqual([[], []])
  expect(JSON.stringify([...keeper.pages])).toBe(pages)
  expect(keeper.feed, "nor is this phone's own list another one").toBeNull()
  expect(logged, "both cards asked for the very same").toEqual(first)
  expect(first.some((each) => JSON.stringify(each).includes(name))).toBe(true)
  for (const spelling of [hexOf(card.seed), base64urlOf(card.seed)])
    expect(JSON.stringify(first)).not.toContain(spelling)
})

test("records that are not what their name says, a list that is not genuine, and a dead network are told apart", async () => {
  const card = await newCard()
  const record = await card.visit(market, 500)
  const problem = async (change: (feed: ReturnType<typeof makeFeed>, name: string) => void) => {
    const { keeper, feed, name } = await world([], [record])
    change(feed, name)
    const fetched = await fetchForCard(keeper, [0], NOW)
    return fetched.ok ? "fetched" : fetched.problem
  }
  expect(await problem(() => {})).toBe("fetched")
  expect(await problem((feed, name) => feed.files.get(`cards/${name}`)?.fill(7, 40, 50))).toBe("not-accepted")
  expect(await problem((feed) => feed.files.set("cards", utf8Of("<html>")))).toBe("not-accepted")
  expect(await problem((feed) => feed.files.set("cards", utf8Of('{"files":[{"day":1}]}')))).toBe("not-accepted")
  expect(await problem((feed) => feed.publish([], NOW, ["verifier-1"]))).toBe("not-accepted")
  expect(await problem((feed, name) => feed.files.delete(`cards/${name}`)), "its day is over").toBe("fetched")
  expect(await problem(() => vi.stubGlobal("fetch", async () => Promise.reject(new TypeError("dead"))))).toBe("offline")
})

test("only the card's own buckets are fetched, and nothing that is older than 31 days", async () => {
  const card = await newCard()
  const { keeper, feed } = await world([], [await card.visit(market, 500)])
  const extra = [
    { day: TODAY, bucket: 9 },
    { day: TODAY - 31, bucket: 0 },
  ].map(({ day, bucket }) => {
    const file = writeDayFile({ day: day as ServiceDay, bucket, records: [random(512)] })
    const name = hexOf(sha256(file))
    feed.files.set(`cards/${name}`, file)
    return { day, bucket, sha256: name, bytes: file.length }
  })
  const known = JSON.parse(new TextDecoder().decode(feed.files.get("cards"))) as { files: object[] }
  feed.files.set("cards", utf8Of(JSON.stringify({ files: [...known.files, ...extra] })))
  const fetched = await fetchForCard(keeper, [0], NOW)
  expect(fetched.ok && fetched.facts.files.map(({ day, records }) => [day, records.length])).toEqual([[TODAY, 1]])
})

test("a list whose own sign of life is missing is said to be broken, and is no all-clear", async () => {
  const card = await newCard()
  const { keeper } = await world([], [await card.visit(market, 500)])
  const fetched = await fetchForCard(keeper, [0], NOW)
  if (!fetched.ok) throw new Error(fetched.problem)
  const facts = { ...fetched.facts, dep: "ffffffffffffffff" }
  expect((await lookIntoRecords({ seed: card.seed, pin: null, facts }, () => {})).isSound).toBe(false)
})
