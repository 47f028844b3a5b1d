import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { getCanary } from "@homesafe/api"
import { DEP, makeFeed, NOW, trustFile } from "@homesafe/phone/published-lists.test-support"
import { type Bytes, base64urlOf, unixSeconds } from "@homesafe/protocol"
import { keptFile } from "@homesafe/service"
import { afterEach, beforeEach, expect, test } from "vitest"
import { createCanaryApp } from "./app.ts"
import type { CanaryMemory } from "./look-at-list.ts"

let dir: string
let feed: ReturnType<typeof makeFeed>
let now: number
/** What the network does to a file on its way. */
let onTheWay: (name: string, bytes: Bytes | undefined) => Bytes | "missing" | undefined

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-canary-"))
  feed = makeFeed()
  now = NOW
  onTheWay = (_, bytes) => bytes ?? "missing"
})
afterEach(() => fs.rmSync(dir, { recursive: true }))

/** A canary phone as it starts: all that it remembers is in its folder. */
async function start() {
  const memory = keptFile<CanaryMemory>(path.join(dir, "memory.json"))
  if (memory.read() === null) memory.write({ trust: base64urlOf(trustFile), catalogue: null, feed: null, found: null })
  const { app, look } = await createCanaryApp({
    dep: DEP,
    clock: { now: () => unixSeconds(now) },
    fetchFile: async (name) => onTheWay(name, feed.files.get(name)),
    memory,
  })
  const report = async () => (await app.inject({ url: getCanary.path })).json()
  return { look, report }
}

test("a canary phone finds each list where everybody fetches it, and says when", async () => {
  const canary = await start()
  expect(await canary.report()).toMatchObject({ problem: "not-ready" })
  feed.publish()
  await canary.look()
  expect(await canary.report()).toEqual({ found: { seq: 1, t: NOW, at: NOW }, lookedAt: NOW, problem: null })
  now += 60
  await canary.look()
  expect(await canary.report(), "nothing new").toMatchObject({ found: { seq: 1, at: NOW }, lookedAt: NOW + 60 })
  feed.publish([], unixSeconds(NOW + 90))
  now += 60
  await canary.look()
  expect(await canary.report()).toMatchObject({ found: { seq: 2, at: NOW + 120 }, problem: null })
})

test("what a phone would not believe does not count: a list that is cut, changed, signed by too few, or not there", async () => {
  const canary = await start()
  feed.publish()
  const looks = async (way: typeof onTheWay) => {
    onTheWay = way
    await canary.look()
    return (await canary.report()) as { found: unknown; problem: string }
  }
  const whole = (bytes: Bytes | undefined) => bytes ?? "missing"
  expect(await looks(() => undefined)).toMatchObject({ found: null, problem: "offline" })
  const changed = (bytes: Bytes) => bytes.map((byte, at) => (at === 40 ? byte ^ 1 : byte))
  expect(await looks((name, bytes) => (name !== "head" && bytes ? changed(bytes) : whole(bytes)))).toMatchObject({
    found: null,
    problem: "file-missing",
  })
  expect(await looks((name, bytes) => (name === "head" && bytes ? bytes.slice(0, -9) : whole(bytes)))).toMatchObject({
    found: null,
    problem: "not-accepted",
  })
  expect(await looks((_, bytes) => whole(bytes))).toMatchObject({ found: { seq: 1 }, problem: null })
  feed.publish([], unixSeconds(NOW + 60), ["verifier-1"])
  expect(await looks((_, bytes) => whole(bytes))).toMatchObject({ found: { seq: 1 }, problem: "not-accepted" })
})

test("a canary phone that was started again goes on from the list that it knows, and an older one is refused", async () => {
  feed.publish()
  feed.publish([], unixSeconds(NOW + 60))
  const newest = new Map(feed.files)
  await (await start()).look()
  const again = await start()
  const older = makeFeed()
  older.publish()
  feed = older
  await again.look()
  expect(await again.report()).toMatchObject({ found: { seq: 2 }, problem: "not-accepted" })
  feed = { ...older, files: newest }
  await again.look()
  expect(await again.report()).toMatchObject({ found: { seq: 2 }, problem: null })
})
