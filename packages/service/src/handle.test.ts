import { contract } from "@homesafe/api"
import type { FastifyInstance } from "fastify"
import { afterAll, beforeAll, expect, test } from "vitest"
import * as z from "zod/mini"
import { createService } from "./create-service.ts"
import { makeHandle } from "./handle.ts"
import { done } from "./problem.ts"

const text = z.string()
const keepThing = contract({
  method: "POST",
  path: "/things/:name",
  access: "internal",
  summary: "Keeps a thing",
  query: z.object({ find: z.optional(text) }),
  body: z.strictObject({
    text: z.optional(text),
    list: z.optional(z.array(z.strictObject({ text }))),
    free: z.optional(z.record(text, z.unknown())),
  }),
  reply: z.strictObject({}),
  problems: ["malformed"],
})
let app: FastifyInstance
let kept = 0

beforeAll(async () => {
  app = await createService({ title: "things", perMinute: null })
  makeHandle(app, async () => null)(keepThing, async () => {
    kept++
    return done({})
  })
})
afterAll(() => app.close())

const post = async (payload: object, url = "/things/one") => {
  const answer = await app.inject({ method: "POST", url, payload })
  return answer.statusCode === 200 ? "kept" : answer.json().problem
}

test.each([
  ["in a text", { text: "a\0b" }],
  ["in a list", { list: [{ text: "good" }, { text: "\0" }] }],
  ["in a free form", { free: { deep: [{ down: ["\0"] }] } }],
  ["in a name", { free: { "a\0": 1 } }],
])("a zero byte %s is refused as malformed before anything is kept", async (_, body) => {
  const before = kept
  expect(await post(body)).toBe("malformed")
  expect(kept).toBe(before)
})

test("a zero byte in a question is malformed, and in a path it names nothing", async () => {
  expect(await post({}, "/things/one?find=a%00")).toBe("malformed")
  expect(await post({}, "/things/%00")).toBe("not-found")
})

test("every other character is taken, written out or escaped", async () => {
  expect(await post({ text: "\u0001\u{1f3e0}\\u0000 0 %00", list: [], free: { a: null, b: 0 } })).toBe("kept")
})
