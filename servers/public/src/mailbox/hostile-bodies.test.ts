import { randomBytes } from "node:crypto"
import net from "node:net"
import { askSignInLink, submitUpload } from "@homesafe/api"
import type { FastifyInstance } from "fastify"
import { afterAll, beforeAll, expect, test } from "vitest"
import { createPublicApp } from "../app.ts"
import { startPublic, type TestPublic } from "../public.test-support.ts"

const MB = 1_000_000
let server: TestPublic
let app: FastifyInstance
let port: number
beforeAll(async () => {
  server = await startPublic()
  app = await createPublicApp(server.deps)
  await app.listen({ host: "127.0.0.1", port: 0 })
  const address = app.server.address()
  port = typeof address === "object" && address ? address.port : 0
})
afterAll(async () => {
  await app.close()
  await server.stop()
})

const head = (path: string, type: string, length: string) =>
  `POST ${path} HTTP/1.1\r\nhost: go.test\r\nsec-fetch-site: same-origin\r\ncontent-type: ${type}\r\n${length}\r\n\r\n`
const { path: upload, contentType: bytes } = submitUpload

/** Writes to a socket for as long as it is taken; what came back, after how long, and how much was sent. */
async function send(begin: string, chunk: Buffer | string, most: number) {
  const begun = performance.now()
  const socket = net.connect(port, "127.0.0.1")
  let answer = ""
  let isOver = false
  socket.on("data", (data) => {
    answer += data.toString()
  })
  const closed = new Promise<void>((resolve) => socket.on("close", () => resolve()))
  socket.on("close", () => {
    isOver = true
  })
  socket.on("error", () => {}) // the server closes while we still write: that is what is wanted
  socket.write(begin)
  let sent = 0
  while (!isOver && answer === "" && sent < most) {
    const isTaken = socket.write(chunk)
    sent += chunk.length
    if (!isTaken) await Promise.race([new Promise((resolve) => socket.once("drain", resolve)), closed])
    await new Promise((resolve) => setTimeout(resolve, 3))
  }
  const late = new Promise((resolve) => setTimeout(resolve, 1_500))
  while (answer === "" && !isOver)
    await Promise.race([new Promise((resolve) => socket.once("data", resolve)), closed, late])
  const milliseconds = performance.now() - begun
  socket.destroy()
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0), milliseconds, sent }
}

const part = randomBytes(64 * 1024)
const asChunk = Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from("\r\n")])
const deep = "[".repeat(MB)
const deepWithin = `${"[".repeat(100_000)}${"]".repeat(100_000)}`
const json = "application/json"
const { path: form } = askSignInLink
const lengthOf = (text: string) => `content-length: ${Buffer.byteLength(text)}`
const proto = '{"mail":"a@go.test","language":"en","__proto__":{"isOwner":true}}'
const made = '{"mail":"a@go.test","language":"en","constructor":{"prototype":{"isOwner":true}}}'

test.each([
  ["a body of 10 MB", 413, head(upload, bytes, "content-length: 10000000"), part, 10 * MB],
  ["a body without an end", 413, head(upload, bytes, "transfer-encoding: chunked"), asChunk, 200 * MB],
  ["a form without an end", 413, head(form, json, "transfer-encoding: chunked"), asChunk, 200 * MB],
  ["a length that says less than comes", 400, head(upload, bytes, "content-length: 10"), part, part.length],
  [
    "a length that says far more than comes",
    413,
    head(upload, bytes, "content-length: 99999999999"),
    part,
    part.length,
  ],
  ["a length that is no number", 400, head(upload, bytes, "content-length: -1"), part, part.length],
  ["two lengths", 400, head(upload, bytes, "content-length: 5\r\ncontent-length: 6"), part, part.length],
  [
    "a length and chunks",
    400,
    head(upload, bytes, "content-length: 5\r\ntransfer-encoding: chunked"),
    asChunk,
    part.length,
  ],
  ["JSON a million deep", 413, head(form, json, lengthOf(deep)), deep, MB],
  ["JSON as deep as fits", 400, head(form, json, lengthOf(deepWithin)), deepWithin, deepWithin.length],
  ["a key __proto__", 400, head(form, json, lengthOf(proto)), proto, proto.length],
  ["a key constructor", 400, head(form, json, lengthOf(made)), made, made.length],
] as const)(
  "hostile 22: %s is refused with %i in less than a second, and memory stays",
  async (_, status, begin, chunk, most) => {
    const before = process.memoryUsage().rss
    const answer = await send(begin, chunk, most)
    // Whoever floods may find the connection closed before they have read why.
    if (most > MB) expect([status, 0]).toContain(answer.status)
    else expect(answer.status).toBe(status)
    expect(answer.sent).toBeLessThan(5 * MB)
    expect(answer.milliseconds).toBeLessThan(1_000)
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * MB)
    expect(Object.hasOwn(Object.prototype, "isOwner")).toBe(false)
    expect(await server.deps.db.selectFrom("sealed_uploads").selectAll().execute()).toEqual([])
  },
)

test("hostile 22: twenty such senders at once keep nobody waiting", async () => {
  const before = process.memoryUsage().rss
  const senders = Array.from({ length: 20 }, () =>
    send(head(upload, bytes, "transfer-encoding: chunked"), asChunk, 50 * MB),
  )
  const begun = performance.now()
  expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200)
  expect(performance.now() - begun).toBeLessThan(1_000)
  const answers = await Promise.all(senders)
  expect(answers.filter(({ status, sent }) => ![413, 0].includes(status) || sent > 5 * MB)).toEqual([])
  expect(await server.deps.db.selectFrom("sealed_uploads").selectAll().execute()).toEqual([])
  expect(process.memoryUsage().rss - before).toBeLessThan(50 * MB)
})
