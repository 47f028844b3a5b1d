import { createHash } from "node:crypto"
import { pathOf, putFeedFile } from "@homesafe/api"
import fc from "fast-check"
import type { FastifyInstance } from "fastify"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { createPublicApp } from "../app.ts"
import { startPublic, type TestPublic } from "../public.test-support.ts"
import { readRange } from "./read-range.ts"

const file = new Uint8Array(1_000).map((_, i) => i % 251)
const sha256 = createHash("sha256").update(file).digest("hex")
const etag = `"${sha256}"`
let server: TestPublic
let app: FastifyInstance

beforeAll(async () => {
  server = await startPublic()
  app = await createPublicApp(server.deps)
  await server.deps.feed.put(sha256, file)
})
afterAll(async () => {
  await app.close()
  await server.stop()
})

const ask = (headers: Readonly<Record<string, string>>) => app.inject({ url: `/feed/${sha256}`, headers })

describe("a phone whose download of a list broke off", () => {
  test.each([0, 1, 500, 999])("gets the rest from byte %i on", async (from) => {
    const answer = await ask({ range: `bytes=${from}-` })
    expect(answer.statusCode).toBe(206)
    expect(answer.headers["content-range"]).toBe(`bytes ${from}-999/1000`)
    expect(answer.headers["content-length"]).toBe(String(1_000 - from))
    expect(answer.rawPayload.equals(Buffer.from(file.subarray(from)))).toBe(true)
  })

  test("is told when its part is as long as the file or longer", async () => {
    for (const from of [1_000, 1_001, 999_999_999_999]) {
      const answer = await ask({ range: `bytes=${from}-` })
      expect(answer.statusCode).toBe(416)
      expect(answer.headers["content-range"]).toBe("bytes */1000")
      expect(answer.json()).toMatchObject({ problem: "beyond-the-end" })
      expect(answer.headers["cache-control"] ?? "").not.toContain("immutable")
    }
  })

  test("learns from every answer that ranges are served and which file this is", async () => {
    for (const headers of [{}, { range: "bytes=7-" }, { range: "bytes=5000-" }]) {
      expect((await ask(headers)).headers).toMatchObject({ "accept-ranges": "bytes", etag })
    }
  })

  test("gets the rest of this file alone: with another file's tag it gets all of this one", async () => {
    expect((await ask({ range: "bytes=7-", "if-range": etag })).statusCode).toBe(206)
    for (const other of [`"${"0".repeat(64)}"`, `W/${etag}`, sha256, "Mon, 02 Jun 2025 04:00:00 GMT"]) {
      const answer = await ask({ range: "bytes=7-", "if-range": other })
      expect([answer.statusCode, answer.rawPayload.length], other).toEqual([200, 1_000])
    }
  })
})

describe("a range of a file", () => {
  test.each(["bytes=", "bytes=-", "bytes=9-3", "bytes=0-1,5-6", "bytes=a-", "items=1-", "bytes=-1-", " bytes=1-"])(
    "that cannot be read (%s) is answered with the whole file",
    async (range) => {
      expect((await ask({ range })).statusCode).toBe(200)
    },
  )

  test("two parts that meet are the file, wherever it was cut, and none is longer than what was asked for", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), fc.nat(5_000), fc.nat(5_000), (length, a, b) => {
        const rest = readRange({ range: `bytes=${a}-` }, etag, length)
        expect(rest).toEqual(a < length ? { from: a, to: length } : "beyond-the-end")
        const part = readRange({ range: `bytes=${a}-${a + b}` }, etag, length)
        if (typeof part === "object") expect(part).toEqual({ from: a, to: Math.min(a + b + 1, length) })
        const tail = readRange({ range: `bytes=-${b}` }, etag, length)
        expect(tail).toEqual(b === 0 ? "beyond-the-end" : { from: Math.max(0, length - b), to: length })
      }),
    )
  })
})

test("a file that is not there is not there in parts either", async () => {
  const url = pathOf(putFeedFile, { sha256: "1".repeat(64) }).replace("/link", "")
  expect((await app.inject({ url, headers: { range: "bytes=1-" } })).statusCode).toBe(404)
})
