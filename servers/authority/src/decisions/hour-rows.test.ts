import { randomUUID } from "node:crypto"
import type { OpenedVisit } from "@homesafe/api"
import {
  base64urlOf,
  type Decision,
  dayKeyOf,
  hexOf,
  type KioskGrant,
  proofOf,
  units,
  windowsOf,
  writeKioskGrant,
} from "@homesafe/protocol"
import {
  DEP,
  NOW,
  scanned,
  screenOf,
  secretOf,
  shownBy,
  type TestVenue,
  TODAY,
  TRUST,
  venueOf,
} from "@homesafe/protocol/deployment.test-support"
import { hoursOfWindows, rowsOfRequest } from "@homesafe/protocol/publisher"
import { readScannedCode } from "@homesafe/protocol/visitor"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { addOfficer, startAuthority, type TestAuthority } from "../authority.test-support.ts"
import { openTestCaseWith } from "../cases/case.test-support.ts"
import type { AuthorityDeps } from "../deps.ts"
import { type ApprovedDecision, wantedRows } from "../publishing/kept-rows.ts"
import { destroyKeys } from "./destroy-keys.ts"
import { compareNodes, keepKeys, keysFor } from "./keep-keys.ts"
import { missingHours } from "./rows-of-place.ts"

const hall = venueOf("hall")
// Another tree under the same venue's name: what a screen shows that makes its nodes up.
const liar: TestVenue = { ...hall, venueKey: secretOf("made up").slice(0, 16) }
const place = { vid: hall.vid, day: TODAY }
let authority: TestAuthority
let deps: AuthorityDeps
let officer: string

beforeAll(async () => {
  authority = await startAuthority()
  deps = authority.deps
  officer = (await addOfficer(deps, ["tracer"])).id
})
afterAll(() => authority.stop())
beforeEach(async () => {
  for (const table of ["row_keys", "hour_keys", "published_rows", "screens", "venues"] as const)
    await deps.db.deleteFrom(table).execute()
  await register(screenOf(hall))
})

/** The registered venue, with a screen whose key the issuer has granted. */
async function register(grant: KioskGrant) {
  const id = randomUUID()
  const { notBefore, notAfter } = hall.header
  const commit = Buffer.from(hall.commit, "hex")
  const rest = {
    state: "reviewed",
    reason: null,
    application: "{}",
    skeleton: "",
    register_number: "R",
    codes: "[]",
  } as const
  const days = { not_before: notBefore, not_after: notAfter, applied_at: 0, delivered: true }
  await deps.db
    .insertInto("venues")
    .values({ id, vid: commit.subarray(0, 8), commit, ...rest, ...days })
    .execute()
  const screen = { id: randomUUID(), venue_id: id, entrance: 0, reason: null, asked_at: 0, delivered: true }
  await deps.db
    .insertInto("screens")
    .values({ ...screen, kiosk_key: grant.kioskKey, issuer_grant: writeKioskGrant(grant) })
    .execute()
}

const stay = { ...place, arrival: 480, departure: 570, verdict: "proven", reason: null, vehicle: null } as const

/** A visit by the screen's code, as the opener hands it over: noon, four hours granted, the hours 8 to 11 of the day. */
function byScreen(venue: TestVenue): OpenedVisit {
  const code = readScannedCode(scanned(shownBy(venue)), { trust: TRUST, revoked: new Map(), now: NOW })
  if (!code.ok || code.value.today.kind !== "rotating") throw new Error("not a screen's code")
  const { t, ttl, hours, doorNonce, nodes, signature } = code.value.today
  const moment = { t, ttl, hours, doorNonce: base64urlOf(doorNonce), nodes: nodes.map(base64urlOf) }
  const grant = base64urlOf(writeKioskGrant(screenOf(venue)))
  const evidence = { grant, hour: 8, kind: "kiosk", moment: { ...moment, signature: base64urlOf(signature) } }
  return { ...stay, keys: null, screen: base64urlOf(Buffer.from(JSON.stringify(evidence))) }
}

function byPoster(): OpenedVisit {
  const { venueKey, header } = hall
  const keys = { dayKey: hexOf(dayKeyOf(venueKey, TODAY)), proof: hexOf(proofOf(venueKey, header.notBefore, TODAY)) }
  return { ...stay, keys, screen: null }
}

/** Keeps what a case with these visits brings, as a proposal does. */
async function bring(...visits: OpenedVisit[]) {
  const found = await keysFor(deps, place, await openTestCaseWith(deps, officer, visits))
  if (!found) throw new Error("nothing was found")
  await keepKeys(deps.db, place, found)
  await compareNodes(deps, place)
}

const decision: Decision = {
  v: 1,
  dep: DEP,
  id: "01".repeat(16),
  vid: hall.vid,
  day: TODAY,
  windows: [[units(100), units(150)]], // 08:20 to 12:30 of the service day: the hours 8 to 12
  severity: 1,
  template: 1,
  pool: null,
  supersedes: null,
}
const approved = (...decisions: Decision[]): ApprovedDecision[] =>
  decisions.map((one) => ({ id: one.id, decision: one, bytes: new Uint8Array(), sigs: [] }))

/** The rows of the next list, as the verifiers make them again, by hour; null is the row of the day. */
async function rows(...decisions: Decision[]) {
  const wanted = await wantedRows(deps, TRUST, approved(...decisions), TODAY)
  const real = rowsOfRequest(
    wanted.map((w) => w.keyed),
    { trust: TRUST, decisions, texts: [], today: TODAY },
  )
  if (!real.ok) throw new Error(real.problem)
  return real.value.map(({ rowKey, message }, i) => {
    const evidence = wanted[i]?.keyed.evidence
    return { rowKey: hexOf(rowKey), hour: evidence?.hour, kind: evidence?.kind, message, tag: wanted[i]?.tag ?? "" }
  })
}

describe("a decision about a venue with a screen", () => {
  test("warns, by a case who scanned the screen, of the hours that it granted, each cut to its hour; the rest is missing", async () => {
    await bring(byScreen(hall))
    const made = await rows(decision)
    expect(made.map(({ hour, kind }) => [hour, kind])).toEqual([8, 9, 10, 11].map((hour) => [hour, "kiosk"]))
    expect(made.map(({ message }) => windowsOf(message)[0])).toEqual([
      [100, 108],
      [108, 120],
      [120, 132],
      [132, 144],
    ])
    expect(await missingHours(deps, place, decision.windows)).toEqual([12])
  })

  test("warns both who scanned the poster and who scanned the screen once the day's key is here, by one decision", async () => {
    await bring(byScreen(hall))
    const before = await rows(decision)
    await bring(byPoster())
    const after = await rows(decision)
    expect(after.map(({ hour, kind }) => [hour, kind])).toEqual([
      [null, "printed"],
      ...hoursOfWindows(decision.windows).map((hour) => [hour, "printed"]),
    ])
    for (const { rowKey } of before) expect(after.map((row) => row.rowKey)).toContain(rowKey)
    expect(await missingHours(deps, place, decision.windows)).toBeNull()
  })

  test("makes the row of the day alone where no screen was ever granted", async () => {
    await deps.db.deleteFrom("screens").execute()
    await bring(byPoster())
    expect((await rows(decision)).map(({ hour }) => hour)).toEqual([null])
  })

  test("reaches every row of an hour with its correction and its withdrawal, and changes no other", async () => {
    await bring(byScreen(hall), byPoster())
    const first = await wantedRows(deps, TRUST, approved(decision), TODAY)
    const { writeMessage } = await import("@homesafe/protocol")
    for (const { vid, day, tag, state, keyed } of first) {
      const row = {
        vid: Buffer.from(vid, "hex"),
        day,
        tag: Buffer.from(tag, "hex"),
        message: writeMessage(state.message),
      }
      await deps.db
        .insertInto("published_rows")
        .values({ ...row, seq: 1, corrected: keyed.corrected })
        .execute()
    }
    const changedBy = async (...later: Decision[]) =>
      (await wantedRows(deps, TRUST, approved(decision, ...later), TODAY)).filter((row) => row.isChanged)
    expect(await changedBy()).toEqual([])
    const correction = {
      ...decision,
      id: "02".repeat(16),
      windows: [[units(100), units(130)]] as const,
      supersedes: decision.id,
    }
    const corrected = await changedBy(correction)
    expect(corrected.map(({ keyed }) => keyed.evidence.hour)).toEqual([null, 10, 11, 12])
    expect(corrected.every(({ keyed }) => keyed.corrected)).toBe(true)
    const withdrawal = { ...decision, id: "03".repeat(16), windows: [], supersedes: decision.id }
    const withdrawn = await changedBy(withdrawal)
    expect(withdrawn).toHaveLength(6)
    expect(withdrawn.every(({ state }) => state.message.withdrawn)).toBe(true)
  })
})

describe("a screen that gave other nodes", () => {
  const marked = async () =>
    (await deps.db.selectFrom("venues").select("other_nodes_on").executeTakeFirst())?.other_nodes_on

  test("is found when the day's key comes, its venue is marked, and who scanned it is warned all the same", async () => {
    await bring(byScreen(liar))
    expect(await marked()).toBeNull()
    const lied = (await rows(decision)).map(({ rowKey }) => rowKey)
    await bring(byPoster())
    expect(await marked()).toBe(TODAY)
    const keys = (await rows(decision)).map(({ rowKey }) => rowKey)
    for (const key of lied) expect(keys).toContain(key)
    expect(new Set(keys).size).toBe(keys.length)
    const acts = await deps.db.selectFrom("audit").select("act").where("act", "=", "screen-gave-other-nodes").execute()
    expect(acts).toHaveLength(1)
  })

  test("is not one that told the truth", async () => {
    await bring(byScreen(hall))
    await bring(byPoster())
    expect(await marked()).toBeNull()
  })
})

test("a screen's word lies sealed, is kept once however many cases bring it, and no unproven visit brings any", async () => {
  await bring(byScreen(hall))
  await bring(byScreen(hall))
  const kept = await deps.db.selectFrom("hour_keys").selectAll().execute()
  expect(kept).toHaveLength(1)
  const text = Buffer.from(byScreen(hall).screen ?? "", "base64url")
  expect(kept[0]?.sealed.includes(text.subarray(0, 32))).toBe(false)
  const unproven = await openTestCaseWith(deps, officer, [{ ...byScreen(hall), verdict: "unproven" }])
  await deps.db.deleteFrom("hour_keys").execute()
  expect(await keysFor(deps, place, unproven)).toBeUndefined()
})

test("keys of days and of hours are destroyed 45 days after their day, and not before", async () => {
  await bring(byScreen(hall), byPoster())
  const left = async () =>
    Promise.all(
      (["row_keys", "hour_keys"] as const).map(async (t) => (await deps.db.selectFrom(t).selectAll().execute()).length),
    )
  const at = (days: number) => ({ ...deps, clock: { now: () => (NOW + days * 86_400) as typeof NOW } }) // as: days later
  await destroyKeys(at(45))
  expect(await left()).toEqual([1, 1])
  await destroyKeys(at(46))
  expect(await left()).toEqual([0, 0])
})
