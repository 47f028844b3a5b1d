import { createHash } from "node:crypto"
import { getFeedHead, pathOf, putFeedFile, putFeedHead } from "@homesafe/api"
import { utf8Of } from "@homesafe/protocol"
import type { FastifyInstance } from "fastify"
import { afterAll, beforeAll, expect, test } from "vitest"
import { createLinkApp, createPublicApp } from "../app.ts"
import { startPublic, type TestPublic } from "../public.test-support.ts"
import { listOf } from "./list.test-support.ts"

let server: TestPublic
let link: FastifyInstance
let front: FastifyInstance

beforeAll(async () => {
  server = await startPublic()
  link = await createLinkApp(server.deps)
  front = await createPublicApp(server.deps)
})
afterAll(async () => {
  await link.close()
  await front.close()
  await server.stop()
})

const hashOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex")
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url")

/** Sends as the authority's server does, with the link's token or another. */
async function put(url: string, payload: object, token = server.deps.linkToken) {
  const answer = await link.inject({ method: "PUT", url, payload, headers: { authorization: `Bearer ${token}` } })
  const { problem, field } = answer.json()
  return answer.statusCode === 200 ? "kept" : { problem, field }
}
const putFile = (bytes: Uint8Array, name = hashOf(bytes), token?: string) =>
  put(pathOf(putFeedFile, { sha256: name }), { bytes: base64url(bytes) }, token)
const get = (url: string) => front.inject({ method: "GET", url })

test("a file is served for ever under its hash, and only whole", async () => {
  const bytes = utf8Of("a file of the feed")
  expect(await putFile(bytes)).toBe("kept")
  const served = await get(`/feed/${hashOf(bytes)}`)
  expect(served.rawPayload.equals(bytes)).toBe(true)
  expect(served.headers["cache-control"]).toBe("public, max-age=31536000, immutable")
})

test("a file whose name is not its hash is refused", async () => {
  const bytes = utf8Of("another file")
  const wrong = hashOf(utf8Of("something else"))
  for (const name of [wrong, hashOf(bytes).toUpperCase(), "head", "..%2Fhead", "deployment.json"]) {
    expect(await putFile(bytes, name), name).toMatchObject({ problem: "malformed" })
  }
  expect((await get(`/feed/${wrong}`)).statusCode).toBe(404)
  expect((await get(`/feed/..%2Fhead`)).statusCode).toBe(404)
  expect(await server.deps.feed.has("head")).toBe(false)
})

test("nobody publishes without the link's token", async () => {
  const { head, files } = listOf(server.deps.dep, 7)
  const bytes = files[0] ?? utf8Of("")
  expect(await putFile(bytes, hashOf(bytes), "guess")).toMatchObject({ problem: "not-allowed" })
  expect(await put(putFeedHead.path, head, "guess")).toMatchObject({ problem: "not-allowed" })
})

test("a head is refused until every file that it names is there", async () => {
  expect((await get(getFeedHead.path)).statusCode).toBe(503)
  const { files, head } = listOf(server.deps.dep, 1)
  for (const file of files) {
    expect(await put(putFeedHead.path, head)).toMatchObject({ problem: "not-ready" })
    expect(await putFile(file)).toBe("kept")
  }
  expect(await put(putFeedHead.path, head)).toBe("kept")
  expect((await get(getFeedHead.path)).json()).toEqual(head)
})

test("a head that is refused leaves the last one in place", async () => {
  const first = listOf(server.deps.dep, 2)
  for (const file of first.files) await putFile(file)
  await put(putFeedHead.path, first.head)
  const next = listOf(server.deps.dep, 3)
  for (const file of next.files.slice(1)) await putFile(file)
  const missing = hashOf(next.files[0] ?? utf8Of(""))
  expect(await put(putFeedHead.path, next.head)).toEqual({ problem: "not-ready", field: missing })
  const nonsense = { bytes: base64url(utf8Of("{}")), sigs: [] }
  expect(await put(putFeedHead.path, nonsense)).toMatchObject({ problem: "malformed" })
  expect((await get(getFeedHead.path)).json()).toEqual(first.head)
})
