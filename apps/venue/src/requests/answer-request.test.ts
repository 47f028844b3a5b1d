import type { Venue, VenueRequestRecord } from "@homesafe/api"
import {
  base64urlOf,
  bytesOfHex,
  commitOf,
  concatBytes,
  ed25519PublicKey,
  ed25519Sign,
  type Json,
  keyIdOf,
  serviceDay,
  sha256,
  startOfServiceDay,
  type TrustList,
  unixSeconds,
  utf8Of,
  venueIdOf,
  writeCanonicalJson,
} from "@homesafe/protocol"
import { expect, test } from "vitest"
import { readRequest } from "./answer-request.ts"

const dep = "0102030405060708"
const today = serviceDay(20_781)
const now = unixSeconds(startOfServiceDay(today, 14_400) + 3600)
const seed = new Uint8Array(32).fill(7)
const pub = ed25519PublicKey(seed)
const key = { id: keyIdOf(pub), role: "request", pub, from: today, until: today + 400 }
// as: a request needs a trust list's deployment, offset and keys, and nothing else of it
const trust = { dep, offset: 14_400, keys: [key] } as unknown as TrustList
const commit = commitOf(new Uint8Array(16).fill(3), today)
const venue = { id: "v", commit, notBefore: today } as unknown as Venue // as: what else a venue has is not looked at
const id = "ab".repeat(16)

/** What the server hands over: signed bytes, and words of its own beside them. */
function record(change: Readonly<Record<string, Json>> = {}, by = seed, beside: Partial<VenueRequestRecord> = {}) {
  const asked = { v: 1, dep, id, vid: venueIdOf(commit), D: today, until: now + 60, ...change }
  const bytes = utf8Of(writeCanonicalJson(asked))
  const text = concatBytes(utf8Of("VT1/venue-request"), bytesOfHex(dep), sha256(bytes))
  const sigs = [{ key: key.id, role: "request", sig: base64urlOf(ed25519Sign(by, text)) }]
  const envelope = { bytes: base64urlOf(bytes), sigs }
  return { id, venue: "v", day: today, until: now + 60, envelope, state: "asked" as const, ...beside }
}

test("a request is shown and answered for the day that the authority signed, whatever the server says beside it", () => {
  const read = readRequest(record({}, seed, { day: today + 3, until: now + 9999 }), venue, trust, now)
  expect(read).toMatchObject({ day: today, until: now + 60 })
})

test("a request of another key, for another venue or under another number is not the authority's; a late one is over", () => {
  expect(readRequest(record({}, new Uint8Array(32).fill(8)), venue, trust, now)).toBe("not-genuine")
  expect(readRequest(record({ vid: "00".repeat(8) }), venue, trust, now)).toBe("not-genuine")
  expect(readRequest(record({}, seed, { id: "cd".repeat(16) }), venue, trust, now)).toBe("not-genuine")
  expect(readRequest(record(), venue, trust, unixSeconds(now + 61))).toBe("too-late")
})

test("no key is given of a day that has not come, nor of one before the venue's first", () => {
  expect(readRequest(record({ D: today + 1 }), venue, trust, now)).toBe("not-genuine")
  expect(readRequest(record({ D: today - 1 }), venue, trust, now)).toBe("not-genuine")
})
