import { describe, expect, test } from "vitest"
import { readVenueCode } from "../read-venue-code.ts"
import { CARRIED, moreVectorsOf, type Vector, type VectorFile, vectorsOf } from "../vectors.test-support.ts"
import type { VenueCode, VenueSystem } from "../venue-code.ts"

/** What a sample's file says, in our words; null: no venue code. The place is compared where the file tells it. */
type Wanted = {
  state: VenueCode["state"]
  why?: VenueCode["why"]
  place?: Partial<NonNullable<VenueCode["place"]>>
} | null

const flat = (text: unknown, between = " ") =>
  String(text ?? "")
    .split("\n")
    .map((line) => line.replace(/\s+/g, " ").trim())
    .filter((line) => line !== "")
    .join(between) || null
const named = (text: unknown) => (flat(text) === null ? [] : [{ text: flat(text) ?? "" }])
const seconds = (value: unknown) => (value === 0 ? null : Number(value))
const member = (value: unknown, name: string): unknown => (value as Record<string, unknown> | undefined)?.[name]
const unsigned = (place: NonNullable<Wanted>["place"]): Wanted => ({
  state: "unverified",
  why: "unsigned",
  ...(place === undefined ? {} : { place }),
})

const WANTED: Partial<Record<VectorFile, readonly [VenueSystem[], (vector: Vector) => Wanted]>> = {
  "hk-leavehomesafe": [
    ["hong-kong"],
    ({ expected, valid }) =>
      valid
        ? unsigned({
            id: String(expected.venueId),
            names: [
              ...named(expected.nameZh).map((name) => ({ language: "zh-Hant" as const, ...name })),
              ...named(expected.nameEn).map((name) => ({ language: "en" as const, ...name })),
            ],
          })
        : { state: "refused" },
  ],
  "nz-covid-tracer": [
    ["new-zealand"],
    ({ expected, valid, kind }) => {
      if (kind === "gln-hash") return null
      return valid
        ? unsigned({ id: String(expected.gln), names: named(expected.opn), address: flat(expected.adr, ", ") })
        : { state: "refused" }
    },
  ],
  "uk-nhs-venue": [
    ["england-and-wales"],
    ({ expected, valid, key, kind }) => {
      if (kind === "venue-id") return null
      const place = { id: String(expected.id), names: named(expected.opn), address: flat(expected.pc) }
      if (valid && String(key).startsWith("production")) return { state: "verified", why: null, place }
      if (valid) return { state: "refused", why: "unknown-key", place }
      return { state: "refused" }
    },
  ],
  "de-corona-warn-app": [
    ["germany"],
    ({ expected, valid, strict_valid }) => {
      if (!valid) return String(expected.error) === "no descriptor matches" ? null : { state: "refused" }
      const location = expected.locationData
      const place = {
        id: String(expected.locationIdHex),
        names: named(member(location, "description")),
        address: flat(member(location, "address"), ", "),
        opens: seconds(member(location, "startTimestamp")),
        closes: seconds(member(location, "endTimestamp")),
      }
      return strict_valid === true ? unsigned(place) : { state: "refused", why: "malformed", place }
    },
  ],
  "ch-crowdnotifier": [
    ["switzerland"],
    ({ expected, valid, kind }) => {
      if (kind === "v3-hkdf" || kind === "v2-identity") return null
      if (!valid) return { state: "refused" }
      if (expected.version !== 2)
        return unsigned({
          names: named(expected.description),
          address: flat(expected.address),
          opens: seconds(expected.startTimestamp),
          closes: seconds(expected.endTimestamp),
        })
      return unsigned({
        names: named(expected.name),
        address: flat(`${expected.location}\n${expected.room}`, ", "),
        opens: Number(expected.validFromMs) / 1000,
        closes: Number(expected.validToMs) / 1000,
      })
    },
  ],
  "fr-clea": [
    ["france"],
    ({ expected, valid, kind, payload }) => {
      if (kind === "ecies" || payload === "test" || !String(payload).includes("?")) return null
      return valid
        ? { state: "unverified", why: "server-key", place: { id: String(expected.LTId), names: [] } }
        : { state: "refused", why: "malformed" }
    },
  ],
  "de-luca": [
    ["luca"],
    ({ expected, valid }) => (valid ? unsigned({ id: String(expected.scannerId) }) : { state: "refused" }),
  ],
  "sg-safeentry": [
    ["singapore"],
    ({ expected, valid }) => (valid ? unsigned({ id: String(expected.clientId), names: [] }) : null),
  ],
  "au-states": [
    ["new-south-wales", "victoria", "western-australia"],
    ({ expected, kind }) => {
      const claims = expected.claims ?? expected
      if (kind === "nsw")
        return unsigned({
          id: String(expected.bid),
          names: named(expected.bname),
          address: flat(expected.baddress),
        })
      const closes = Number(member(claims, "exp"))
      return kind === "wa"
        ? { state: "unverified", why: "server-key", place: { id: String(member(claims, "scanLocationId")), closes } }
        : { state: "unverified", why: "unknown-key", place: { id: String(member(claims, "locationId")), closes } }
    },
  ],
  "asia-others": [
    ["taiwan", "malaysia", "thailand"],
    ({ expected, valid, kind }) => {
      if (!valid) return { state: "refused" }
      if (kind === "tw-1922") return unsigned({ id: String(expected.placeCode) })
      if (kind === "th-thaichana") return unsigned({ id: String(expected.shopId) })
      return unsigned({ id: String(expected.lId), names: named(expected.eln ?? expected.ln) })
    },
  ],
}

// The libraries' samples stand under a host of the documentation; the grammar is that of SwissCovid's.
const scanned = (payload: unknown) => String(payload).replace("qr.example.org", "qr.swisscovid.ch")

async function readAll(name: VectorFile, vectors: readonly Vector[]): Promise<number> {
  const [systems, wantedOf] = WANTED[name] ?? [[], () => null]
  for (const vector of vectors) {
    const code = await readVenueCode(typeof vector.payload === "string" ? scanned(vector.payload) : "")
    const wanted = wantedOf(vector)
    if (wanted === null) expect(code, vector.why).toBeNull()
    else {
      expect(code, `${name}: ${vector.why}`).toMatchObject(wanted)
      expect(systems).toContain(code?.system)
    }
  }
  return vectors.length
}

describe("published samples of venue codes are read field by field", () => {
  for (const name of Object.keys(WANTED) as VectorFile[]) {
    test(`${name}: each of the carried ones`, async () => {
      expect(await readAll(name, vectorsOf(name))).toBe(CARRIED[name])
    })
    test(`${name}: each of a larger collection, where there is one`, async () => {
      const more = moreVectorsOf(name)
      expect(await readAll(name, more)).toBe(more.length)
    })
  }
})
