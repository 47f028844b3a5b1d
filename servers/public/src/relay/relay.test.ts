import { randomBytes } from "node:crypto"
import { gzipSync } from "node:zlib"
import { pathOf, putRelayAck, putRelayBox, readRelayAck, takeRelayBox } from "@homesafe/api"
import { unixSeconds } from "@homesafe/protocol"
import type { FastifyInstance } from "fastify"
import { sql } from "kysely"
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest"
import { createPublicApp } from "../app.ts"
import { NOON, startPublic, type TestPublic } from "../public.test-support.ts"
import { purgeRelay } from "./relay-boxes.ts"

const MINUTE = 60
const KIB_512 = 524_288
let server: TestPublic
let app: FastifyInstance
/** Another copy of the server on the same database. */
let other: FastifyInstance
let id: string

beforeAll(async () => {
  server = await startPublic()
  app = await createPublicApp(server.deps)
  other = await createPublicApp(server.copy)
})
afterAll(async () => {
  await app.close()
  await other.close()
  await server.stop()
})
beforeEach(async () => {
  server.setNow(NOON)
  await server.deps.db.deleteFrom("relay_boxes").execute()
  id = randomBytes(16).toString("hex")
})

const bytes = { "content-type": putRelayBox.contentType }
const leaveBox = (box: Buffer, at = app, to = id) =>
  at.inject({ method: "PUT", url: pathOf(putRelayBox, { id: to }), payload: box, headers: bytes })
const takeBox = (at = app) => at.inject({ url: pathOf(takeRelayBox, { id }) })
const leaveAck = (ack: Buffer, at = app) =>
  at.inject({ method: "PUT", url: pathOf(putRelayAck, { id }), payload: ack, headers: bytes })
const readAck = (at = app) => at.inject({ url: pathOf(readRelayAck, { id }) })
const later = (seconds: number) => server.setNow(unixSeconds(NOON + seconds))

describe("moving to a new phone by the relay", () => {
  test("the box goes one way and the answer the other, through any copy of the server", async () => {
    const [box, ack] = [randomBytes(KIB_512 + 81), randomBytes(16)]
    expect((await takeBox()).statusCode).toBe(404)
    expect((await leaveBox(box)).statusCode).toBe(204)
    expect((await readAck()).statusCode).toBe(404)
    const taken = await takeBox(other)
    expect([taken.statusCode, taken.rawPayload.equals(box)]).toEqual([200, true])
    expect(taken.headers["cache-control"]).toBe("no-store")
    expect((await leaveAck(ack, other)).statusCode).toBe(204)
    expect((await readAck()).rawPayload.equals(ack)).toBe(true)
    expect((await readAck()).rawPayload.equals(ack)).toBe(true) // a lost answer may be asked for again
  })

  test("a box of four mebibytes passes, and one byte more does not", async () => {
    expect((await leaveBox(randomBytes(putRelayBox.bodyBytes))).statusCode).toBe(204)
    expect((await takeBox()).rawPayload.length).toBe(putRelayBox.bodyBytes)
    const more = await leaveBox(Buffer.alloc(putRelayBox.bodyBytes + 1), app, "ab".repeat(16))
    expect([more.statusCode, more.json().problem]).toEqual([413, "too-large"])
  })

  test("of two phones that ask at the same moment, each at a server of its own, one gets the box", async () => {
    for (let round = 0; round < 10; round++) {
      id = randomBytes(16).toString("hex")
      await leaveBox(randomBytes(100))
      const answers = await Promise.all([takeBox(app), takeBox(other), takeBox(app), takeBox(other)])
      expect(answers.map((a) => a.statusCode).sort()).toEqual([200, 404, 404, 404])
    }
  })

  test("a box that was taken is not kept: only that there was one", async () => {
    await leaveBox(randomBytes(100))
    await takeBox()
    const row = await server.deps.db.selectFrom("relay_boxes").selectAll().executeTakeFirstOrThrow()
    expect([row.box, row.ack]).toEqual([null, null])
    expect((await takeBox()).statusCode).toBe(404)
  })

  test("a server that dies while it takes a box has not taken it", async () => {
    await leaveBox(randomBytes(100))
    const { db } = server.copy
    await db.transaction().execute(async (tx) => {
      await tx.selectFrom("relay_boxes").select("id").forUpdate().execute()
      const asked = takeBox()
      const kill = sql<{ pid: number }>`select pg_terminate_backend(pid) as pid from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`
      await vi.waitUntil(async () => (await kill.execute(db)).rows.length > 0, 10_000)
      expect((await asked).statusCode).toBe(500)
    })
    expect((await takeBox(other)).statusCode).toBe(200)
  })

  test("nothing is left twice under one id: not a box, not even after it was taken, and not an answer", async () => {
    const statuses = await Promise.all([leaveBox(randomBytes(9)), leaveBox(randomBytes(9), other)])
    expect(statuses.map((a) => a.statusCode).sort()).toEqual([204, 409])
    await takeBox()
    expect((await leaveBox(randomBytes(9))).json()).toMatchObject({ problem: "not-in-this-state" })
    const answers = await Promise.all([leaveAck(randomBytes(16)), leaveAck(randomBytes(16), other)])
    expect(answers.map((a) => a.statusCode).sort()).toEqual([204, 409])
  })

  test("there is no answer before the box was taken, and none to a box that never was", async () => {
    expect((await leaveAck(randomBytes(16))).statusCode).toBe(404)
    await leaveBox(randomBytes(9))
    expect((await leaveAck(randomBytes(16))).statusCode).toBe(409)
    expect((await readAck()).statusCode).toBe(404)
  })

  test("asking whether something is there takes nothing away", async () => {
    await leaveBox(randomBytes(9))
    await app.inject({ method: "HEAD", url: pathOf(takeRelayBox, { id }) })
    expect((await takeBox()).statusCode).toBe(200)
  })
})

describe("what waits at the relay", () => {
  test("is gone after ten minutes: the box, and ten minutes later the word about it", async () => {
    await leaveBox(randomBytes(9))
    later(10 * MINUTE)
    expect((await takeBox()).statusCode).toBe(404)
    later(10 * MINUTE - 1)
    expect((await takeBox()).statusCode).toBe(200)
    later(20 * MINUTE - 2)
    expect((await leaveAck(randomBytes(16))).statusCode).toBe(204)
    later(20 * MINUTE - 1)
    expect((await readAck()).statusCode).toBe(404)
  })

  test("is also removed from the database when nobody comes any more", async () => {
    await leaveBox(randomBytes(9))
    later(10 * MINUTE - 1)
    expect(await purgeRelay(server.deps)).toBe(0)
    later(10 * MINUTE)
    expect(await purgeRelay(server.copy)).toBe(1)
    expect(await server.deps.db.selectFrom("relay_boxes").selectAll().execute()).toEqual([])
  })

  test("is bounded, however many come at once to however many servers", async () => {
    const ids = Array.from({ length: 8 }, () => randomBytes(16).toString("hex"))
    const all = await Promise.all(ids.map((to, i) => leaveBox(randomBytes(9), i % 2 ? app : other, to)))
    const { relayBoxes } = server.deps.limits
    expect(all.filter((a) => a.statusCode === 204)).toHaveLength(relayBoxes)
    expect(all.filter((a) => a.statusCode === 503 && a.json().problem === "not-ready")).toHaveLength(8 - relayBoxes)
    later(10 * MINUTE)
    expect((await leaveBox(randomBytes(9))).statusCode).toBe(204)
  })

  test("has no address, no device and no other thing beside it", async () => {
    await leaveBox(randomBytes(9))
    const rows = await server.deps.db.selectFrom("relay_boxes").selectAll().execute()
    expect(rows.map((row) => Object.keys(row).sort())).toEqual([["ack", "box", "expires", "id"]])
  })
})

describe("a request to the relay that is not what it must be", () => {
  test("is refused: another id, another length, no bytes, compressed", async () => {
    for (const wrong of ["0".repeat(31), "0".repeat(34), "A".repeat(32), "%00", "'"]) {
      expect((await leaveBox(randomBytes(9), app, wrong)).statusCode, wrong).toBe(400)
      expect((await app.inject({ url: `/v1/relay/${wrong}` })).statusCode, wrong).toBeGreaterThanOrEqual(400)
    }
    expect((await leaveBox(Buffer.alloc(0))).statusCode).toBe(400)
    const url = pathOf(putRelayBox, { id })
    expect((await app.inject({ method: "PUT", url, payload: { box: "text" } })).statusCode).toBe(400)
    const zipped = { ...bytes, "content-encoding": "gzip" }
    expect((await app.inject({ method: "PUT", url, payload: gzipSync("x"), headers: zipped })).statusCode).toBe(415)
    await leaveBox(randomBytes(9))
    await takeBox()
    expect((await leaveAck(randomBytes(15))).statusCode).toBe(400)
    expect((await leaveAck(randomBytes(17))).statusCode).toBe(413)
  })

  test("is refused when one address sends too many", async () => {
    const limits = { ...server.deps.limits, relayPutsPerTenMinutes: 2, relayAsksPerTenMinutes: 3 }
    const strict = await createPublicApp({ ...server.deps, limits })
    const puts = []
    for (let i = 0; i < 3; i++) puts.push(await leaveBox(randomBytes(9), strict))
    expect(puts.map((a) => a.statusCode)).toEqual([204, 409, 429])
    const asks = []
    for (let i = 0; i < 4; i++) asks.push(await readAck(strict))
    expect(asks.map((a) => a.statusCode)).toEqual([404, 404, 404, 429])
    await strict.close()
  })
})
