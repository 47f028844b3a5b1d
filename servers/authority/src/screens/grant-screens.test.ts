import { randomBytes, randomUUID } from "node:crypto"
import http from "node:http"
import type { AddressInfo } from "node:net"
import type { PendingScreen, PendingVenue, ScreenVerdict } from "@homesafe/api"
import { doesChainHold } from "@homesafe/db/audit"
import {
  bytesOfHex,
  ed25519PublicKey,
  ed25519Verify,
  hexOf,
  kioskStatement,
  readKioskGrant,
  serviceDayOf,
} from "@homesafe/protocol"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { startAuthority, type TestAuthority } from "../authority.test-support.ts"
import type { AuthorityDeps } from "../deps.ts"
import { issueCodes } from "../venues/issue-codes.ts"
import { grantScreens } from "./grant-screens.ts"

let authority: TestAuthority
let deps: AuthorityDeps
/** The public server's side of the link: what waits there, and what was delivered. */
let waiting: PendingScreen[]
let delivered: { readonly id: string; readonly verdict: ScreenVerdict }[]
let isAway: boolean
let server: http.Server

beforeAll(async () => {
  authority = await startAuthority()
  server = http.createServer((request, response) => {
    let text = ""
    request.on("data", (part) => {
      text += part
    })
    request.on("end", () => {
      if (isAway) return void response.writeHead(502).end()
      response.setHeader("content-type", "application/json")
      if (request.method === "GET") return void response.end(JSON.stringify({ screens: waiting }))
      const id = request.url?.split("/")[3] ?? ""
      delivered.push({ id, verdict: JSON.parse(text) })
      response.end("{}")
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo // as: it listens on a port
  deps = { ...authority.deps, link: { base: `http://127.0.0.1:${port}` } }
})
afterAll(async () => {
  server.close()
  await authority.stop()
})
beforeEach(async () => {
  waiting = []
  delivered = []
  isAway = false
  await deps.db.deleteFrom("screens").execute()
})

const newKey = () => hexOf(ed25519PublicKey(new Uint8Array(randomBytes(32))))

async function addVenue(state: "provisional" | "reviewed" | "refused" = "reviewed") {
  const application: PendingVenue = {
    id: randomUUID(),
    names: { en: "Hoi Fung Market", hant: "海豐街市" },
    address: { en: "1 Test Road", hant: "測試道1號" },
    category: 1,
    registerNumber: randomUUID().slice(0, 20),
    notBefore: serviceDayOf(deps.clock.now(), deps.offset),
    commit: randomBytes(16).toString("hex"),
    entrances: [
      { names: null, staffOnly: false },
      { names: { en: "Gate C", hant: "C 入口" }, staffOnly: false },
    ],
  }
  const codes = issueCodes(application, state === "reviewed" ? "reviewed" : "provisional", {
    dep: deps.dep,
    issuer: deps.keys.issuer,
  })
  const commit = Buffer.from(application.commit, "hex")
  await deps.db
    .insertInto("venues")
    .values({
      id: application.id,
      vid: commit.subarray(0, 8),
      commit,
      state,
      reason: null,
      application: JSON.stringify(application),
      skeleton: application.id,
      register_number: application.registerNumber,
      codes: JSON.stringify(codes),
      not_before: application.notBefore,
      not_after: codes[0]?.header.notAfter ?? null,
      applied_at: deps.clock.now(),
      delivered: true,
    })
    .execute()
  return application
}

const audits = async () => {
  const rows = await deps.db.selectFrom("audit").selectAll().orderBy("seq").execute()
  expect(doesChainHold(rows)).toBe(true)
  return rows.filter(({ subject }) => delivered.some(({ id }) => id === subject)).map(({ act }) => act)
}

test("a screen of a reviewed venue is granted under the venue's own id, header and reviewed names, and the log says so", async () => {
  const venue = await addVenue()
  const asked = { id: randomUUID(), venue: venue.id, entrance: 1, kioskKey: newKey() }
  waiting = [asked]
  await grantScreens(deps)
  expect(delivered).toHaveLength(1)
  const read = readKioskGrant(bytesOfHex(delivered[0]?.verdict.grant ?? ""))
  if (!read.ok) throw new Error(read.problem)
  const { header, vid, kioskKey, names, signature } = read.value
  expect([vid, hexOf(kioskKey)]).toEqual([venue.commit.slice(0, 16), asked.kioskKey])
  expect(header).toMatchObject({ kind: "rotating", hourRows: true, category: 1, notBefore: venue.notBefore })
  expect(names.en).toContain("Gate C")
  const issuer = ed25519PublicKey(deps.keys.issuer)
  expect(ed25519Verify(issuer, kioskStatement(deps.dep, header, vid, kioskKey, names), signature)).toBe(true)
  expect(await audits()).toEqual(["grant-screen"])
})

test("asked again, the same grant is delivered again and made only once", async () => {
  const venue = await addVenue()
  waiting = [{ id: randomUUID(), venue: venue.id, entrance: 0, kioskKey: newKey() }]
  await grantScreens(deps)
  await grantScreens(deps)
  expect(delivered).toHaveLength(2)
  expect(delivered[1]).toEqual(delivered[0])
  expect(await audits()).toEqual(["grant-screen"])
})

test("a grant that did not reach the public server goes there when it is back", async () => {
  const venue = await addVenue()
  waiting = [{ id: randomUUID(), venue: venue.id, entrance: 0, kioskKey: newKey() }]
  const deliverLater = { ...deps, link: { base: "http://127.0.0.1:9" } }
  await grantScreens(deps)
  await deps.db.updateTable("screens").set({ delivered: false }).execute()
  waiting = []
  await grantScreens(deliverLater)
  isAway = true
  await grantScreens(deps)
  expect(delivered).toHaveLength(1)
  isAway = false
  await grantScreens(deps)
  await grantScreens(deps)
  expect(delivered).toHaveLength(2)
})

test("no grant for a venue that no officer has reviewed, for one that is refused or unknown, or for an entrance that it has not", async () => {
  const [provisional, refused, reviewed] = [await addVenue("provisional"), await addVenue("refused"), await addVenue()]
  waiting = [
    { id: randomUUID(), venue: provisional.id, entrance: 0, kioskKey: newKey() },
    { id: randomUUID(), venue: refused.id, entrance: 0, kioskKey: newKey() },
    { id: randomUUID(), venue: randomUUID(), entrance: 0, kioskKey: newKey() },
    { id: randomUUID(), venue: reviewed.id, entrance: 5, kioskKey: newKey() },
  ]
  await grantScreens(deps)
  expect(delivered.map(({ verdict }) => verdict)).toEqual(
    waiting.map(() => ({ state: "refused", reason: "not-in-this-state", grant: null })),
  )
  expect(await audits()).toEqual(waiting.map(() => "refuse-screen"))
})

test("a key that stands at one venue is never granted to another", async () => {
  const [one, two] = [await addVenue(), await addVenue()]
  const kioskKey = newKey()
  waiting = [
    { id: randomUUID(), venue: one.id, entrance: 0, kioskKey },
    { id: randomUUID(), venue: two.id, entrance: 0, kioskKey },
  ]
  await grantScreens(deps)
  const verdicts = new Map(delivered.map(({ id, verdict }) => [id, verdict]))
  expect(verdicts.get(waiting[0]?.id ?? "")?.state).toBe("granted")
  expect(verdicts.get(waiting[1]?.id ?? "")).toEqual({ state: "refused", reason: "screen-known", grant: null })
})

test("no grant once the venue's codes have ended", async () => {
  const venue = await addVenue()
  const late = { ...deps, clock: { now: () => (deps.clock.now() + 600 * 86_400) as ReturnType<typeof deps.clock.now> } } // as: a later moment
  waiting = [{ id: randomUUID(), venue: venue.id, entrance: 0, kioskKey: newKey() }]
  await grantScreens(late)
  expect(delivered.map(({ verdict }) => verdict.state)).toEqual(["refused"])
})
