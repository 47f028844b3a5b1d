import "fake-indexeddb/auto"
import http from "node:http"
import type { AddressInfo } from "node:net"
import { brotliCompressSync } from "node:zlib"
import { readManifest } from "@homesafe/protocol"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { clearDatabase, openDatabase, type PhoneDatabase } from "../keeper/open-database.ts"
import { feedFetcher } from "./download-file.ts"
import { fetchList, NO_FILES } from "./fetch-list.ts"
import { DEP, makeFeed, NOW, trust } from "./published-lists.test-support.ts"

/** A hundred megabytes of zeros in some hundred bytes. */
const BOMB = brotliCompressSync(new Uint8Array(100 * 1024 * 1024))

/** A server of the feed on a network that may break off after so many bytes of each answer. */
async function serve(files: ReadonlyMap<string, Uint8Array>) {
  const sent: { name: string; range: string | undefined; status: number }[] = []
  const line = {
    cutAfter: Number.POSITIVE_INFINITY,
    portal: false,
    ignoresRange: false,
    extra: 0,
    bomb: false,
    down: "",
  }
  const server = http.createServer((request, response) => {
    const name = request.url?.replace("/feed/", "") ?? ""
    if (line.portal)
      return response.writeHead(200, { "content-type": "text/html" }).end("<h1>Welcome to the hotel</h1>")
    if (line.bomb && name !== "head") return response.writeHead(200, { "content-encoding": "br" }).end(BOMB)
    const whole = files.get(name)
    if (!whole) return response.writeHead(404).end()
    const { range } = request.headers
    const from = line.ignoresRange ? 0 : Number(/^bytes=(\d+)-$/.exec(range ?? "")?.[1] ?? 0)
    const status = !range || line.ignoresRange ? 200 : from < whole.length ? 206 : 416
    sent.push({ name, range, status })
    if (name === line.down) return request.socket.destroy()
    if (status === 416) return response.writeHead(416, { "content-range": `bytes */${whole.length}` }).end()
    const part = Buffer.concat([whole.subarray(from), new Uint8Array(line.extra)])
    response.writeHead(status, {
      "content-type": name === "head" ? "application/json" : "application/octet-stream",
      "content-length": part.length,
    })
    if (name === "head" || part.length <= line.cutAfter) return response.end(part)
    response.write(part.subarray(0, line.cutAfter), () => setTimeout(() => request.socket.destroy(), 5))
  })
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready))
  const { port } = server.address() as AddressInfo // as: it listens on TCP
  const real = globalThis.fetch
  vi.stubGlobal("fetch", (path: string, init: RequestInit) => real(`http://127.0.0.1:${port}${path}`, init))
  return { line, sent, stop: () => server.close() }
}

const unknown = { dep: DEP, trust, feed: null, ...NO_FILES }
let db: PhoneDatabase
let server: Awaited<ReturnType<typeof serve>>
let feed: ReturnType<typeof makeFeed>

beforeEach(async () => {
  db = await openDatabase()
  await clearDatabase(db)
  feed = makeFeed()
  feed.publish()
  server = await serve(feed.files)
})
afterEach(() => {
  server.stop()
  vi.unstubAllGlobals()
  db.close()
})
const attempt = () => fetchList(feedFetcher(db, NOW), unknown, NOW)

test("hostile 10: a download that breaks off at every kilobyte goes on where it stopped, and nothing counts before all has come", async () => {
  server.line.cutAfter = 1024
  let attempts = 0
  for (;;) {
    attempts++
    const list = await attempt()
    if (list.ok) break
    expect(list.problem).toBe("offline")
    expect(attempts).toBeLessThan(60)
  }
  const shard = [...feed.files.values()].reduce((a, b) => (b.length > a.length ? b : a))
  expect(attempts).toBeGreaterThan(shard.length / 1024)
  const starts = server.sent.filter(({ range }) => range !== undefined).map(({ range }) => range)
  expect(starts).toContain("bytes=1024-")
  const received = (await db.getAll("requests")).filter(({ what }) => what === "list-file")
  const distinct = new Set(server.sent.map(({ name }) => name).filter((name) => name !== "head"))
  const bytes = [...distinct].reduce((sum, name) => sum + (feed.files.get(name)?.length ?? 0), 0)
  expect(
    received.reduce((sum, { down }) => sum + down, 0),
    "no byte is fetched twice",
  ).toBe(bytes)
})

test("an earlier manifest, whose length nobody has signed, is asked for once: the next attempt goes on behind it", async () => {
  const first = await attempt()
  if (!first.ok) throw new Error(first.problem)
  for (let more = 0; more < 4; more++) feed.publish()
  const newest = () => fetchList(feedFetcher(db, NOW), { ...unknown, feed: first.value.feed }, NOW)
  const head = readManifest(feed.files.get(feed.hashes.at(-1) ?? "") ?? new Uint8Array())
  if (!head.ok) throw new Error(head.problem)
  server.line.down = head.value.batch.texts.sha256
  expect(await newest()).toEqual({ ok: false, problem: "offline" })
  server.line.down = ""
  const second = await newest()
  expect(second.ok && second.value.batches.length).toBe(4)
  for (const hash of feed.hashes.slice(1, -1)) {
    expect(server.sent.filter(({ name }) => name === hash).length, "asked for once").toBe(1)
  }
})

test("a server that knows no ranges sends all of it again, and that is good too", async () => {
  server.line.cutAfter = 1024
  expect((await attempt()).ok).toBe(false)
  server.line.cutAfter = Number.POSITIVE_INFINITY
  server.line.ignoresRange = true
  expect((await attempt()).ok).toBe(true)
})

test("hostile 10: the page of a captive portal is no answer: the last good list stays, and nothing is called broken", async () => {
  server.line.portal = true
  expect(await attempt()).toEqual({ ok: false, problem: "offline" })
})

test("hostile 14: what is longer than the signed length is broken off and not believed", async () => {
  server.line.extra = 5_000_000
  expect((await attempt()).ok).toBe(false)
  const got = (await db.getAll("requests")).filter(({ what }) => what === "list-file")
  expect(Math.max(...got.map(({ down }) => down))).toBeLessThan(65_536)
})

test("hostile 14: a compressed bomb is broken off at the signed length", async () => {
  expect(BOMB.length).toBeLessThan(1000)
  server.line.bomb = true
  const before = process.memoryUsage().rss
  expect((await attempt()).ok).toBe(false)
  expect((process.memoryUsage().rss - before) / 1e6, "megabytes").toBeLessThan(150)
  expect(await db.count("parts")).toBe(0)
})
