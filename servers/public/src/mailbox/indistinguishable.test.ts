import { randomBytes } from "node:crypto"
import { askKeptStatement, submitUpload } from "@homesafe/api"
import { authHashOf, KEPT_STATEMENT_BYTES, serviceDayOf } from "@homesafe/protocol"
import type { FastifyInstance } from "fastify"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { createPublicApp } from "../app.ts"
import { NOON, startPublic, type TestPublic } from "../public.test-support.ts"
import { distanceExceededBy, greatestDistance, timePairs } from "./compare-samples.test-support.ts"
import { withdrawCode } from "./withdraw-code.ts"

const PAIRS = 150
const WARM_UP = 15
/** By chance alone, equal times fail one run in ten thousand. */
const FALSE_ALARM = 1e-4
const BOX_BYTES = submitUpload.bodyBytes - 48
let server: TestPublic
let app: FastifyInstance
let base: string

beforeAll(async () => {
  server = await startPublic()
  app = await createPublicApp(server.deps)
  base = await app.listen({ host: "127.0.0.1", port: 0 })
})
afterAll(async () => {
  await app.close()
  await server.stop()
})

interface Secrets {
  readonly lookup: Buffer
  readonly auth: Buffer
}
const newSecrets = (): Secrets => ({ lookup: randomBytes(16), auth: randomBytes(32) })

/** A code that the mailbox knows; what the digits were makes no difference to it. */
async function knownCode(): Promise<Secrets> {
  const secrets = newSecrets()
  const row = { lookup: secrets.lookup, auth_hash: authHashOf(secrets.auth), reply: randomBytes(16) }
  await server.deps.db
    .insertInto("upload_codes")
    .values({ ...row, expires: NOON + 86_400 })
    .execute()
  return secrets
}
async function stated(): Promise<Secrets> {
  const secrets = await knownCode()
  const until_day = serviceDayOf(NOON, server.deps.offset) + 30
  const row = { lookup: secrets.lookup, statement: randomBytes(KEPT_STATEMENT_BYTES), until_day }
  await server.deps.db.insertInto("kept_statements").values(row).execute()
  return secrets
}
const codes = (n: number, make: () => Promise<Secrets>) => Promise.all(Array.from({ length: n }, make))

const seen = new Map<string, Set<string>>()
/** Sends and notes what an observer of the answer sees, but for its bytes. */
async function post(kind: string, path: string, body: Buffer): Promise<void> {
  const headers = { "content-type": submitUpload.contentType }
  const answer = await fetch(`${base}${path}`, { method: "POST", headers, body: new Uint8Array(body) })
  const length = (await answer.arrayBuffer()).byteLength
  const told = [...answer.headers].filter(([name]) => name !== "date" && !/^x-ratelimit-re/.test(name))
  const shapes = seen.get(kind) ?? new Set()
  seen.set(kind, shapes.add(JSON.stringify([answer.status, length, told])))
}

interface Compared {
  readonly name: string
  readonly real: () => Promise<unknown>
  readonly decoy: () => Promise<unknown>
}

async function compare({ name, real, decoy }: Compared): Promise<void> {
  await timePairs(WARM_UP, real, decoy)
  const times = await timePairs(PAIRS, real, decoy)
  const limit = distanceExceededBy(FALSE_ALARM, PAIRS, PAIRS)
  expect(greatestDistance(times.real, times.decoy), name).toBeLessThan(limit)
  // The same measurements do tell times apart that differ by a median: the comparison has not gone blind.
  const median = times.real.toSorted((p, q) => p - q)[PAIRS / 2] ?? 0
  const slower = times.real.map((ms) => ms + median)
  expect(greatestDistance(slower, times.decoy), name).toBeGreaterThan(limit)
}

/** One after the other; a run that needs more than there are is a mistake of this test. */
function takeFrom<T>(things: T[]): () => T {
  return () => {
    const next = things.pop()
    if (next === undefined) throw new Error("none left")
    return next
  }
}
const shapesOf = (kind: string) => [...(seen.get(kind) ?? [])]

describe("hostile 68: an observer of the mailbox", () => {
  test("cannot tell 150 uploads from 150 decoys by status, length, headers or time (Kolmogorov–Smirnov, false alarm 1 in 10,000)", async () => {
    const next = takeFrom(await codes(PAIRS + WARM_UP, knownCode))
    const send = (kind: string, { lookup, auth }: Secrets) =>
      post(kind, submitUpload.path, Buffer.concat([lookup, auth, randomBytes(BOX_BYTES)]))
    await compare({
      name: "uploads and decoys",
      real: () => send("upload", next()),
      decoy: () => send("decoy upload", newSecrets()),
    })
    const kept = await server.deps.db.selectFrom("sealed_uploads").select("lookup").execute()
    expect(kept).toHaveLength(PAIRS + WARM_UP)
    expect(shapesOf("upload")).toHaveLength(1)
    expect(shapesOf("decoy upload")).toEqual(shapesOf("upload"))
  }, 120_000)

  test("cannot tell 150 uploads sent again from 150 decoys (Kolmogorov–Smirnov, false alarm 1 in 10,000)", async () => {
    const secrets = await knownCode()
    const again = Buffer.concat([secrets.lookup, secrets.auth, randomBytes(BOX_BYTES)])
    await post("again", submitUpload.path, again)
    await compare({
      name: "uploads sent again and decoys",
      real: () => post("again", submitUpload.path, again),
      decoy: () => post("decoy upload", submitUpload.path, randomBytes(submitUpload.bodyBytes)),
    })
    expect(shapesOf("again")).toEqual(shapesOf("decoy upload"))
  }, 120_000)

  test("hostile 20: cannot tell 150 uploads under withdrawn codes from 150 under unknown ones (Kolmogorov–Smirnov, false alarm 1 in 10,000)", async () => {
    const withdrawn = async () => {
      const secrets = await knownCode()
      await withdrawCode(server.deps, secrets.lookup)
      return secrets
    }
    const next = takeFrom(await codes(PAIRS + WARM_UP, withdrawn))
    const send = (kind: string, { lookup, auth }: Secrets) =>
      post(kind, submitUpload.path, Buffer.concat([lookup, auth, randomBytes(BOX_BYTES)]))
    await compare({
      name: "withdrawn and unknown codes",
      real: () => send("withdrawn", next()),
      decoy: () => send("unknown", newSecrets()),
    })
    expect(shapesOf("withdrawn")).toHaveLength(1)
    expect(shapesOf("unknown")).toEqual(shapesOf("withdrawn"))
  }, 120_000)

  test("cannot tell 150 who are told until when their upload is kept from 150 for whom nothing is there (Kolmogorov–Smirnov, false alarm 1 in 10,000)", async () => {
    const next = takeFrom(await codes(PAIRS + WARM_UP, stated))
    const ask = (kind: string, { lookup, auth }: Secrets) =>
      post(kind, askKeptStatement.path, Buffer.concat([lookup, auth]))
    await compare({
      name: "statements and decoys",
      real: () => ask("statement", next()),
      decoy: () => ask("decoy asking", newSecrets()),
    })
    expect(shapesOf("statement")).toHaveLength(1)
    expect(shapesOf("decoy asking")).toEqual(shapesOf("statement"))
  }, 120_000)
})

test("the distance between two samples is the one of their distribution functions", () => {
  expect(greatestDistance([1, 2, 3], [1, 2, 3])).toBe(0)
  expect(greatestDistance([1, 2, 3, 4], [3, 4, 5, 6])).toBe(0.5)
  expect(greatestDistance([1, 1, 1], [2, 2])).toBe(1)
  expect(greatestDistance([5, 1, 3], [3])).toBeCloseTo(1 / 3)
  expect(distanceExceededBy(0.05, 100, 100)).toBeCloseTo(0.192, 3) // 1.358 · √(2/100), as in Smirnov's table
})
