import type { Venue } from "@homesafe/api"
import { entranceNames } from "@homesafe/domain"
import {
  commitOf,
  ed25519PublicKey,
  ed25519Sign,
  hexOf,
  keyIdOf,
  type Names,
  posterStatement,
  serviceDay,
  type TrustList,
} from "@homesafe/protocol"
import { composePrintedCode, composeUrl, readPoster } from "@homesafe/protocol/venue"
import { expect, test } from "vitest"
import { judgePoster } from "./judge-poster.ts"

const dep = "0102030405060708"
const today = serviceDay(20_781)
const issuerOf = (byte: number) => {
  const seed = new Uint8Array(32).fill(byte)
  return { seed, pub: ed25519PublicKey(seed) }
}
const issuer = issuerOf(7)
const issuerKeyId = keyIdOf(issuer.pub)
const key = { id: issuerKeyId, role: "issuer", pub: issuer.pub, from: today, until: today + 400 }
// as: judging needs the keys and hosts of a trust list, and nothing else of it
const deployment = { trust: { dep, hosts: ["go.example"], keys: [key] } as unknown as TrustList }

interface Issue {
  readonly entrance?: number
  readonly kind?: "provisional" | "reviewed"
  readonly days?: number
  readonly by?: typeof issuer
}
function venueOf(id: string, seed: number, names: Names, issues: readonly Issue[]) {
  const venueKey = new Uint8Array(16).fill(seed)
  const commit = commitOf(venueKey, today)
  const entrances = [
    { names: { en: "Front", hant: "正門" }, staffOnly: false },
    { names: { en: "Back", hant: "後門" }, staffOnly: true },
  ]
  const issued = issues.map(({ entrance = 0, kind = "reviewed", days = 480, by = issuer }) => {
    const door = entranceNames(names, entrances[entrance]?.names ?? null)
    const header = {
      kind: entrance === 1 ? ("staff-entrance" as const) : ("poster" as const),
      category: 4,
      hourRows: false,
      cell: 0,
      notBefore: today,
      notAfter: serviceDay(today + days - 1),
      issuerKeyId,
    }
    const signature = ed25519Sign(by.seed, posterStatement(dep, header, commit, door))
    const composed = composePrintedCode({ dep, header, venueKey, names: door, signature, issuerKey: by.pub })
    const url = composed.ok ? composeUrl("go.example", "v", composed.value).url : ""
    return { url, code: { entrance, kind, header, names: door, signature: hexOf(signature) } }
  })
  const venue: Venue = {
    id,
    state: "reviewed",
    role: "owner",
    reason: null,
    phone: "+85221234567",
    names,
    address: { en: "1 Road", hant: "道1號" },
    category: 4,
    registerNumber: id,
    notBefore: today,
    commit,
    entrances,
    codes: issued.map(({ code }) => code),
    closedAt: null,
    change: null,
    revoked: null,
  }
  return { venue, urls: issued.map(({ url }) => url) }
}

const own = venueOf("11111111", 1, { en: "Wing Kee", hant: "榮記" }, [
  { kind: "provisional", days: 14 },
  {},
  { entrance: 1 },
])
const sister = venueOf("22222222", 2, { en: "Wing Kee Two", hant: "榮記二店" }, [{}])
const stranger = venueOf("33333333", 3, { en: "Elsewhere", hant: "別處" }, [{}])
const place = { venue: own.venue, entrance: 0, venues: [own.venue, sister.venue] }
const judge = (url: string | undefined, day = today) => judgePoster(url ?? "", place, deployment, day)

test("the newest code of this entrance is right, and its last day is told", () => {
  expect(judge(own.urls[1])).toEqual({ verdict: "right", isProvisional: false, lastDay: today + 479 })
})

test("an earlier code of this entrance is older while it works, and ended after", () => {
  expect(judge(own.urls[0])).toMatchObject({ verdict: "older", isProvisional: true, lastDay: today + 13 })
  expect(judge(own.urls[0], serviceDay(today + 14))).toMatchObject({ verdict: "ended" })
})

test("an earlier code that is no longer listed is still known by its key", () => {
  const listed = { ...own.venue, codes: own.venue.codes.slice(1) }
  const at = { ...place, venue: listed, venues: [] }
  expect(judgePoster(own.urls[0] ?? "", at, deployment, today)).toMatchObject({ verdict: "older", isProvisional: true })
})

test("a poster of another door, or of another venue of the same operator, is named", () => {
  expect(judge(own.urls[2])).toMatchObject({ verdict: "other-entrance", venue: own.venue, entrance: 1 })
  expect(judge(sister.urls[0])).toMatchObject({ verdict: "other-entrance", venue: sister.venue, entrance: 0 })
})

test("hostile 7: a genuine poster of a venue that is not the operator's is told apart", () => {
  expect(judge(stranger.urls[0])).toMatchObject({ verdict: "other-venue", names: { en: "Elsewhere · Front" } })
})

test("foreign codes, foreign hosts and forged signatures are refused, each by its own word", () => {
  expect(judge("https://evil.example/menu")).toEqual({ verdict: "not-our-code" })
  expect(judge(own.urls[1]?.replace("go.example", "go-example.com"))).toEqual({ verdict: "wrong-host" })
  const forger = issuerOf(9)
  const forged = venueOf("44444444", 1, { en: "Wing Kee", hant: "榮記" }, [{ by: forger }])
  expect(judge(forged.urls[0])).toEqual({ verdict: "forged" })
  expect(judge(`${own.urls[1]?.slice(0, -3)}000`).verdict).toBe("forged")
})

test("a genuine poster gives back the key that its venue committed to", () => {
  const read = readPoster(own.urls[1] ?? "", deployment.trust)
  expect(read.ok && read.value.commit).toBe(own.venue.commit)
  expect(read.ok && [...read.value.venueKey]).toEqual(Array.from({ length: 16 }, () => 1))
})
