import { unixSeconds } from "@homesafe/protocol"
import type { FeedState } from "@homesafe/protocol/visitor"
import { expect, test } from "vitest"
import { fetchList, NO_FILES } from "./fetch-list.ts"
import { catalogueFile, DEP, makeFeed, NOW, policyFile, signNotices, trust } from "./published-lists.test-support.ts"

const unknown = {
  dep: DEP,
  trust,
  feed: null as FeedState | null,
  ...NO_FILES,
}

async function fetched(feed: ReturnType<typeof makeFeed>, known = unknown) {
  const list = await fetchList(feed.fetchFile, known, NOW)
  if (!list.ok) throw new Error(list.problem)
  return list.value
}

test("a new phone takes the snapshot of any head with a quorum", async () => {
  const feed = makeFeed()
  for (let i = 0; i < 3; i++) feed.publish()
  const list = await fetched(feed)
  expect(list.feed).toMatchObject({ seq: 3, done: 3 })
  expect(list.snapshotUpTo).toBe(3)
  expect(list.batches.map(({ seq }) => seq)).toEqual([3])
})

test("up to eight missing batches are fetched one by one, in order; more become the snapshot", async () => {
  const feed = makeFeed()
  feed.publish()
  const { feed: before } = await fetched(feed)
  for (let i = 0; i < 8; i++) feed.publish()
  const eight = await fetched(feed, { ...unknown, feed: before })
  expect(eight.batches.map(({ seq }) => seq)).toEqual([2, 3, 4, 5, 6, 7, 8, 9])
  feed.publish()
  const nine = await fetched(feed, { ...unknown, feed: before })
  expect(nine.snapshotUpTo).toBe(10)
  expect(nine.batches.map(({ seq }) => seq)).toEqual([10])
})

test("nothing new costs one request, for the head alone", async () => {
  const feed = makeFeed()
  feed.publish()
  const { feed: state, revoked, noticesFile } = await fetched(feed)
  feed.asked.length = 0
  const again = await fetchList(
    feed.fetchFile,
    {
      dep: DEP,
      trust,
      feed: state,
      catalogueFile,
      policyFile,
      revokedFile: revoked?.file,
      noticesFile: noticesFile ?? undefined,
      issuersFile: undefined,
    },
    NOW,
  )
  expect(again).toMatchObject({ ok: true, value: { batches: [], catalogue: null, revoked: null } })
  expect(feed.asked).toEqual(["head"])
})

test("a head that one verifier of two has signed is not accepted", async () => {
  const feed = makeFeed()
  feed.publish([], NOW, ["verifier-1"])
  expect(await fetchList(feed.fetchFile, unknown, NOW)).toEqual({ ok: false, problem: "not-accepted" })
  feed.publish([], NOW, ["verifier-1", "verifier-1"])
  expect(await fetchList(feed.fetchFile, unknown, NOW)).toEqual({ ok: false, problem: "not-accepted" })
})

test("a list older than the last one, or from another history, is not accepted", async () => {
  const [feed, other] = [makeFeed(), makeFeed()]
  feed.publish()
  feed.publish()
  const { feed: state } = await fetched(feed)
  other.publish()
  expect(await fetchList(other.fetchFile, { ...unknown, feed: state }, NOW)).toMatchObject({ problem: "not-accepted" })
  for (let i = 0; i < 3; i++) other.publish([], unixSeconds(NOW + 60 * (i + 1)))
  expect(await fetchList(other.fetchFile, { ...unknown, feed: state }, NOW)).toMatchObject({ problem: "not-accepted" })
})

test("a file that is not the one that was named is refused, and nothing of the list is kept", async () => {
  const feed = makeFeed()
  feed.publish()
  const { batches } = await fetched(feed)
  const shard = batches[0]?.cells[0]?.bytes
  for (const [name, bytes] of feed.files) {
    if (shard && bytes.length === shard.length) feed.files.set(name, new Uint8Array(bytes.length))
  }
  expect(await fetchList(feed.fetchFile, unknown, NOW)).toEqual({ ok: false, problem: "file-missing" })
})

test("no answer is told apart from a bad one", async () => {
  expect(await fetchList(async () => undefined, unknown, NOW)).toEqual({ ok: false, problem: "offline" })
  expect(await fetchList(async () => new Uint8Array(9), unknown, NOW)).toEqual({ ok: false, problem: "not-accepted" })
})

test("named notices come with the list, and count only under the publisher's key", async () => {
  const feed = makeFeed()
  const entries = [
    { id: "f-0", kind: "flight", number: "CX 888", names: { en: "A", hant: "甲" }, from: NOW, until: NOW, template: 1 },
  ] as const
  const good = signNotices({ v: 1, seq: 2, entries })
  feed.publish([], NOW, ["verifier-1", "verifier-2"], { notices: { seq: 2, ...feed.put(good) } })
  expect((await fetched(feed)).noticesFile).toEqual(good)
  const forged = makeFeed()
  const bad = signNotices({ v: 1, seq: 2, entries }, "verifier-1")
  forged.publish([], NOW, ["verifier-1", "verifier-2"], { notices: { seq: 2, ...forged.put(bad) } })
  expect(await fetchList(forged.fetchFile, unknown, NOW)).toEqual({ ok: false, problem: "not-accepted" })
})
