import { createHash, randomBytes } from "node:crypto"
import { getCardFiles, pathOf, putCardParcel, type ReplyOf } from "@homesafe/api"
import { readDayFile, readParcel, serviceDay, serviceDayOf, unixSeconds } from "@homesafe/protocol"
import { packParcel } from "@homesafe/protocol/venue"
import type { FastifyInstance } from "fastify"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { createPublicApp } from "../app.ts"
import { NOON, startPublic, type TestPublic } from "../public.test-support.ts"
import { makeDayFiles } from "./make-day-files.ts"
import { purgeCards } from "./purge-cards.ts"

let server: TestPublic
let front: FastifyInstance

beforeAll(async () => {
  server = await startPublic()
  front = await createPublicApp(server.deps)
})
afterAll(async () => {
  await front.close()
  await server.stop()
})
beforeEach(async () => {
  server.setNow(NOON)
  await server.deps.db.deleteFrom("card_files").execute()
  await server.deps.db.deleteFrom("card_parcels").execute()
})

const today = serviceDayOf(NOON, 14_400)
const random = (n: number) => new Uint8Array(randomBytes(n))
const parcelOf = (cardBits = 0, day = today) => packParcel([], { dep: "0011223344556677", day, cardBits, random })
const newId = () => randomBytes(16).toString("hex")
const put = (body: Uint8Array, id = newId(), day: string | number = today) =>
  front.inject({
    method: "PUT",
    url: pathOf(putCardParcel, { day, id }),
    payload: Buffer.from(body),
    headers: { "content-type": "application/octet-stream", "user-agent": "a gate", "x-forwarded-for": "203.0.113.9" },
  })
const statusOf = async (...given: Parameters<typeof put>) => (await put(...given)).statusCode
const list = async () =>
  (await front.inject({ method: "GET", url: getCardFiles.path })).json<ReplyOf<typeof getCardFiles>>().files
const recordsOf = (bytes: Uint8Array) => {
  const read = readParcel(bytes)
  if (!read.ok) throw new Error(read.problem)
  return read.value.map(({ record }) => Buffer.from(record).toString("hex"))
}

test("hostile 40: parcels come out as files of one day and bucket, mixed, whole, and served for ever by their hash", async () => {
  const parcels = [await parcelOf(), await parcelOf(), await parcelOf()]
  for (const parcel of parcels) expect(await statusOf(parcel)).toBe(204)
  expect(await list(), "nothing is shown before it is mixed").toEqual([])
  expect(await makeDayFiles(server.deps)).toBe(1)
  const [file, ...more] = await list()
  if (!file) throw new Error("no file")
  expect([more, file.day, file.bucket, file.bytes]).toEqual([[], today, 0, 12 + 24 * 512])
  const served = await front.inject({ method: "GET", url: `/feed/cards/${file.sha256}` })
  expect(createHash("sha256").update(served.rawPayload).digest("hex")).toBe(file.sha256)
  expect(served.headers["cache-control"]).toBe("public, max-age=31536000, immutable")
  const read = readDayFile(new Uint8Array(served.rawPayload))
  const inFile = read.ok ? read.value.records.map((record) => Buffer.from(record).toString("hex")) : []
  const sent = parcels.flatMap(recordsOf)
  expect([...inFile].sort(), "not one more, not one less").toEqual([...sent].sort())
  expect(inFile, "and not in the order in which they came").not.toEqual(sent)
  const range = { range: "bytes=4-11" }
  const part = await front.inject({ method: "GET", url: `/feed/cards/${file.sha256}`, headers: range })
  expect([part.statusCode, part.rawPayload.length]).toEqual([206, 8])
})

test("what comes late for a day goes into another file, and the first stays as it was", async () => {
  await put(await parcelOf(0, serviceDay(today - 1)), newId(), today - 1)
  await makeDayFiles(server.deps)
  const before = await list()
  await put(await parcelOf(0, serviceDay(today - 1)), newId(), today - 1)
  expect(await makeDayFiles(server.deps)).toBe(1)
  expect(await makeDayFiles(server.deps), "nothing waits any more").toBe(0)
  expect(await list()).toEqual(expect.arrayContaining(before))
  expect(await list()).toHaveLength(2)
})

test("a parcel that is sent again is one, also after it was mixed; killed while mixing, nothing is lost", async () => {
  const [parcel, id] = [await parcelOf(), newId()]
  expect([await statusOf(parcel, id), await statusOf(parcel, id)]).toEqual([204, 204])
  const dying = { ...server.deps, db: server.deps.db.withPlugin(dyingAtUpdate) }
  await expect(makeDayFiles(dying)).rejects.toThrow("killed")
  expect(await list()).toEqual([])
  await makeDayFiles(server.deps)
  expect(await statusOf(parcel, id)).toBe(204)
  await makeDayFiles(server.deps)
  expect((await list()).map(({ bytes }) => bytes)).toEqual([12 + 8 * 512])
})

/** The process dies after the files are written and before the parcels are dropped. */
const dyingAtUpdate = {
  transformQuery: ({ node }: { node: { kind: string } }) => {
    if (node.kind === "UpdateQueryNode") throw new Error("killed")
    return node
  },
  transformResult: async ({ result }: { result: unknown }) => result,
} as never // as: a plugin that changes nothing

test("nothing is kept of who sent a parcel: no address, no time, no program", async () => {
  await put(await parcelOf())
  const [row] = await server.deps.db.selectFrom("card_parcels").selectAll().execute()
  expect(Object.keys(row ?? {}).sort()).toEqual(["body", "day", "id", "records"])
  await makeDayFiles(server.deps)
  const [after] = await server.deps.db.selectFrom("card_parcels").selectAll().execute()
  expect(after?.body).toBeNull()
  const [file] = await server.deps.db.selectFrom("card_files").selectAll().execute()
  expect(Object.keys(file ?? {}).sort()).toEqual(["bucket", "bytes", "day", "sha256"])
})

test("what is no parcel of the last 31 days is refused and keeps nothing", async () => {
  const parcel = await parcelOf()
  expect(await statusOf(parcel.subarray(1))).toBe(400)
  expect(await statusOf(new Uint8Array(7 * 513))).toBe(400)
  expect(await statusOf(new Uint8Array())).toBe(400)
  expect(await statusOf(new Uint8Array(512 * 513))).toBe(413)
  for (const day of [today + 1, today - 31, "-1", "x", "99999"])
    expect((await put(parcel, newId(), day)).json(), String(day)).toMatchObject({ problem: "malformed", field: "day" })
  expect((await put(parcel, "short")).json()).toMatchObject({ problem: "malformed", field: "id" })
  expect(await server.deps.db.selectFrom("card_parcels").selectAll().execute()).toEqual([])
})

test("a flood is bounded: a day has so many records, also after they were mixed, and another day still has room", async () => {
  const statuses: number[] = []
  for (let i = 0; i < 4; i++) statuses.push(await statusOf(await parcelOf()))
  await makeDayFiles(server.deps)
  for (let i = 0; i < 5; i++) statuses.push(await statusOf(await parcelOf()))
  expect(statuses).toEqual([204, 204, 204, 204, 204, 204, 204, 204, 429])
  expect(await statusOf(await parcelOf(), newId(), today - 1)).toBe(204)
})

test("files and ids are kept for 31 days, and gone with the 32nd", async () => {
  await put(await parcelOf())
  await makeDayFiles(server.deps)
  const [file] = await list()
  server.setNow(unixSeconds(NOON + 30 * 86_400))
  expect(await purgeCards(server.deps)).toEqual({ cardFiles: 0, cardParcels: 0 })
  server.setNow(unixSeconds(NOON + 31 * 86_400))
  expect(await purgeCards(server.deps)).toEqual({ cardFiles: 1, cardParcels: 1 })
  expect(await list()).toEqual([])
  expect((await front.inject({ method: "GET", url: `/feed/cards/${file?.sha256}` })).statusCode).toBe(404)
})

test("with buckets, a file holds one bucket's records alone", async () => {
  await put(await parcelOf(2))
  await put(await parcelOf(2))
  await makeDayFiles(server.deps)
  const files = await list()
  expect(files.reduce((sum, { bytes }) => sum + (bytes - 12) / 512, 0)).toBe(16)
  expect(new Set(files.map(({ bucket }) => bucket)).size).toBe(files.length)
  expect(Math.max(...files.map(({ bucket }) => bucket))).toBeLessThan(4)
})
