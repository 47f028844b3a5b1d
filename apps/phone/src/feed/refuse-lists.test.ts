import { noIssuers, readEnvelope, unixSeconds, writeEnvelope, writeIssuers, writeRevoked } from "@homesafe/protocol"
import { peekManifest } from "@homesafe/protocol/visitor"
import { afterEach, expect, test, vi } from "vitest"
import type { Keeper } from "../keeper/keeper.ts"
import { readKept } from "../keeper/open-database.ts"
import { checkAndSay, newPhone, sayOf } from "../keeper/started-phone.test-support.ts"
import { checkInBackground } from "../push/check-in-background.ts"
import { fetchList } from "./fetch-list.ts"
import {
  catalogueFile,
  DEP,
  keyFor,
  makeFeed,
  NOW,
  noticesFile,
  policyFile,
  signCatalogue,
  signPolicy,
  signTrust,
  TODAY,
  trust,
} from "./published-lists.test-support.ts"

const later = (hours: number) => unixSeconds(Math.round(NOW + hours * 3600))

afterEach(() => vi.unstubAllGlobals())

/** What the phone believes, in memory and on its disk. */
async function beliefs({ feed, trust: list, catalogue, policy, revoked, hold, db }: Keeper) {
  const names = ["feed", "trust", "catalogue", "policy", "issuers"] as const
  const kept = await Promise.all(names.map((name) => readKept(db, name)))
  return [feed, list, catalogue, policy, [...revoked], hold, kept, await db.getAllKeys("batches")]
}

/** A trust list in which two other verifiers have taken the place of the first two. */
const secondTrust = {
  ...trust,
  seq: 2,
  t: later(-1),
  keys: [
    ...trust.keys.filter(({ role }) => role !== "verifier"),
    keyFor("verifier", "verifier-3"),
    keyFor("verifier", "verifier-4"),
  ],
}

test("hostile 9: sampled bytes of every file of a list are flipped: none is believed, the last good list stays, and nobody reads no match", async () => {
  const feed = makeFeed()
  feed.publish()
  let flip = { name: "", at: 0 }
  const phone = await newPhone((name) => {
    const file = feed.files.get(name)?.slice()
    if (file && flip.name === name) file[flip.at] = (file[flip.at] ?? 0) ^ (1 << (flip.at % 8))
    return file
  })
  const keeper = await phone.start(NOW)
  expect(await checkAndSay(keeper, NOW)).toBe("no-match")
  const good = await beliefs(keeper)
  feed.publish([], later(1))
  const issuers = writeIssuers({ ...noIssuers, revoked: ["0a".repeat(16)] })
  feed.publish([], later(2), ["verifier-3", "verifier-4"], {
    trust: { seq: 2, ...feed.put(signTrust(secondTrust)) },
    revoked: { seq: 2, ...feed.put(writeRevoked(new Map([["0011223344556677", TODAY]]))) },
    catalogue: { seq: 2, ...feed.put(signCatalogue(2)) },
    issuers: { seq: 1, ...feed.put(issuers) },
    policy: { seq: 2, ...feed.put(signPolicy({ v: 1, seq: 2, entries: [] })) },
  })
  const kept = { catalogueFile, policyFile, revokedFile: writeRevoked(new Map()), issuersFile: undefined, noticesFile }
  const known = { dep: DEP, trust, feed: keeper.feed, ...kept }
  feed.asked.length = 0
  expect((await fetchList(feed.fetchFile, known, later(2))).ok).toBe(true)
  const needed = [...feed.asked]
  // Head, trust list, chain, catalogue, rules, revoked, issuers, the earlier manifest with its two files, and the head's own two.
  expect(needed.length).toBe(12)

  let tried = 0
  for (const name of needed) {
    const length = feed.files.get(name)?.length ?? 0
    const samples = name === "head" ? 60 : 9
    for (let i = 0; i <= samples; i++) {
      flip = { name, at: Math.floor((i * (length - 1)) / samples) }
      const word = await checkAndSay(keeper, later(2))
      expect([flip, word, await beliefs(keeper)]).toEqual([flip, "broken", good])
      tried++
    }
  }
  expect(tried).toBeGreaterThan(140)
  flip = { name: "", at: 0 }
  expect(await checkAndSay(keeper, later(2)), "the whole list is believed afterwards").toBe("no-match")
  expect([keeper.feed?.seq, keeper.trust.seq, keeper.catalogue.seq, keeper.revoked.size]).toEqual([3, 2, 2, 1])
  expect(await readKept(keeper.db, "issuers")).toEqual(issuers)
}, 120_000)

test("hostile 9: a look from the background does not keep what it could not believe", async () => {
  const feed = makeFeed()
  let isFlipped = false
  const phone = await newPhone((name) => {
    const file = feed.files.get(name)?.slice()
    if (file && isFlipped && name !== "head") file[9] = (file[9] ?? 0) ^ 1
    return file
  })
  await phone.start(NOW)
  feed.publish()
  isFlipped = true
  expect(await checkInBackground(NOW)).toBe("unknown")
  isFlipped = false
  expect(await checkInBackground(NOW)).toBe("nothing")
})

test("hostile 11: after a restart too, an older list that was genuine is refused, and said", async () => {
  const feed = makeFeed()
  const phone = await newPhone((name) => feed.files.get(name))
  feed.publish()
  const old = new Map(feed.files)
  feed.publish([], later(1))
  const before = await phone.start(later(1))
  expect(await checkAndSay(before, later(1))).toBe("no-match")
  for (const [name, file] of old) feed.files.set(name, file)
  for (let restart = 0; restart < 2; restart++) {
    const keeper = await phone.start(later(2))
    expect(sayOf(keeper, later(2))).toBe(restart === 0 ? "no-match" : "broken")
    const word = await checkAndSay(keeper, later(2))
    expect([word, keeper.feed?.seq, keeper.check.problem]).toEqual(["broken", 2, "not-accepted"])
  }
})

test("hostile 13: the same list for 72 hours: its age is said after a day, that it is out of date after two, and never that there is no match", async () => {
  const feed = makeFeed()
  const phone = await newPhone((name) => feed.files.get(name))
  feed.publish()
  const words: string[] = []
  for (let hours = 0; hours <= 72; hours += 6) {
    const keeper = await phone.start(later(hours))
    words.push(`${hours} ${await checkAndSay(keeper, later(hours))}`)
    expect(keeper.check, "the server answers, and its answer is genuine").toEqual({ at: later(hours), problem: null })
  }
  const said = (word: string) =>
    words.filter((each) => each.endsWith(` ${word}`)).map((each) => Number(each.split(" ")[0]))
  expect(said("no-match")).toEqual([0, 6, 12, 18])
  expect(said("ageing")).toEqual([24, 30, 36, 42])
  expect(said("out-of-date")).toEqual([48, 54, 60, 66, 72])
})

test("hostile 15: a wrong key, one verifier of two, a shard of another list, verifiers that the root did not name: only the last list is taken", async () => {
  const feed = makeFeed()
  const phone = await newPhone((name) => feed.files.get(name))
  feed.publish()
  const keeper = await phone.start(NOW)
  expect(await checkAndSay(keeper, NOW)).toBe("no-match")
  const first = readEnvelope(feed.files.get("head") ?? new Uint8Array())
  const manifest = first.ok ? peekManifest(first.value) : first
  if (!manifest.ok) throw new Error("no head")
  const good = await beliefs(keeper)

  const refuse = async (name: string, publish: (other: ReturnType<typeof makeFeed>) => void) => {
    const other = makeFeed()
    other.publish()
    publish(other)
    const own = new Map(feed.files)
    for (const [file, bytes] of other.files) feed.files.set(file, bytes)
    expect([name, await checkAndSay(keeper, later(1)), keeper.check.problem]).toEqual([name, "broken", "not-accepted"])
    expect(await beliefs(keeper)).toEqual(good)
    feed.files.clear()
    for (const [file, bytes] of own) feed.files.set(file, bytes)
  }
  await refuse("strangers", (other) => other.publish([], later(1), ["stranger-1", "stranger-2"]))
  await refuse("one verifier", (other) => other.publish([], later(1), ["verifier-1"]))
  await refuse("one verifier twice", (other) => other.publish([], later(1), ["verifier-1", "verifier-1"]))
  await refuse("verifiers to come", (other) => other.publish([], later(1), ["verifier-3", "verifier-4"]))
  const trustBy = (root: string, other: ReturnType<typeof makeFeed>) => ({
    trust: { seq: 2, ...other.put(signTrust(secondTrust, root)) },
  })
  await refuse("a trust list that the root did not sign", (other) =>
    other.publish([], later(1), ["verifier-3", "verifier-4"], trustBy("publisher", other)),
  )
  await refuse("old verifiers under the new trust list", (other) =>
    other.publish([], later(1), ["verifier-1", "verifier-2"], trustBy("root", other)),
  )
  await refuse("a head whose signatures are another's", (other) => {
    other.publish([], later(1))
    const head = readEnvelope(other.files.get("head") ?? new Uint8Array())
    if (!head.ok || !first.ok) throw new Error("no head")
    other.files.set("head", writeEnvelope({ bytes: head.value.bytes, sigs: first.value.sigs }))
  })

  feed.publish([], later(1), ["verifier-3", "verifier-4"], trustBy("root", feed))
  expect(await checkAndSay(keeper, later(1))).toBe("no-match")
  expect([keeper.feed?.seq, keeper.trust.seq]).toEqual([2, 2])
  feed.publish([], later(2), ["verifier-1", "verifier-2"], trustBy("root", feed))
  expect(await checkAndSay(keeper, later(2)), "the old verifiers' word is over").toBe("broken")
  expect(keeper.feed?.seq).toBe(2)
})

test("hostile 15: the shard of list N in the manifest N + 1 is not compared, even when the quorum signed it by mistake", async () => {
  const feed = makeFeed()
  const phone = await newPhone((name) => feed.files.get(name))
  feed.publish()
  const keeper = await phone.start(NOW)
  expect(await checkAndSay(keeper, NOW)).toBe("no-match")
  const head = readEnvelope(feed.files.get("head") ?? new Uint8Array())
  const manifest = head.ok ? peekManifest(head.value) : head
  if (!manifest.ok) throw new Error("no head")
  feed.publish([], later(1), undefined, { batch: manifest.value.batch })
  expect(await checkAndSay(keeper, later(1))).toBe("broken")
  expect([keeper.feed?.done, keeper.check.problem]).toEqual([1, "canary-missing"])
})
