import { randomBytes, randomUUID } from "node:crypto"
import type { InterviewStay } from "@homesafe/api"
import { hexOf, serviceDayOf, units, unixSeconds, writeDecision } from "@homesafe/protocol"
import { signDecision } from "@homesafe/protocol/officer"
import { checkEvidence } from "@homesafe/protocol/publisher"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import {
  addOfficer,
  addVenue,
  startAuthority,
  type TestAuthority,
  type TestOfficer,
} from "../authority.test-support.ts"
import { openTestCase } from "../cases/case.test-support.ts"
import { endCases } from "../cases/end-cases.ts"
import { mergeCases } from "../cases/merge-cases.ts"
import { readVisits } from "../cases/read-visits.ts"
import { findDecision } from "../decisions/find-decisions.ts"
import { proposeDecision } from "../decisions/propose.ts"
import { evidenceOf } from "../decisions/row-keys.ts"
import { currentTrust } from "../publishing/next-list.ts"
import { makeRequest } from "../requests/make-request.ts"
import { keepStay, removeStay } from "./keep-stay.ts"

let authority: TestAuthority
let officer: TestOfficer
let caseId: string
let venue: { readonly id: string; readonly vid: string }

beforeAll(async () => {
  authority = await startAuthority()
  officer = await addOfficer(authority.deps, ["tracer"])
})
afterAll(() => authority.stop())
beforeEach(async () => {
  caseId = await openTestCase(authority.deps, officer.id)
  venue = await addVenue(authority.deps)
})

const today = () => serviceDayOf(authority.deps.clock.now(), authority.deps.offset)
const stay = (change: Partial<InterviewStay> = {}): InterviewStay => ({
  place: { venue: venue.id },
  from: { day: today() - 2, minute: 600 },
  until: { day: today() - 2, minute: 660 },
  how: "receipt",
  ...change,
})
const keep = (body = stay(), id: string = randomUUID()) => keepStay(authority.deps, officer.id, { caseId, id }, body)

/** The visits as an officer reads them. */
async function read(of = caseId) {
  const visits = await readVisits(authority.deps, of, officer.id, "trace")
  if (typeof visits === "string") throw new Error("the log was not written")
  return visits
}

describe("a stay that a case told of", () => {
  test("is kept sealed to the case, unproven, with how it is known; the same id again replaces it", async () => {
    const id = randomUUID()
    const kept = await keep(stay({ place: { words: "Grandmother's flat, Pier Road" } }), id)
    expect(kept).toMatchObject({ ok: true })
    expect(kept.ok && kept.value.visits).toEqual(await read())
    expect(await keep(stay(), id)).toMatchObject({ ok: true })
    expect(await read()).toMatchObject([
      {
        ...{ vid: venue.vid, day: today() - 2, arrival: 600, departure: 660, verdict: "unproven", reason: "interview" },
        interview: { id, how: "receipt", words: null },
        venue: { id: venue.id },
        hours: [],
      },
    ])
    const rows = await authority.deps.db.selectFrom("case_visits").selectAll().where("case_id", "=", caseId).execute()
    expect(rows).toMatchObject([{ proven: 0, unproven: 1 }])
    const everything = JSON.stringify(await authority.admin.selectFrom("audit").selectAll().execute())
    for (const text of [JSON.stringify(rows), everything]) {
      expect(text).not.toContain(venue.vid)
      expect(text).not.toContain("Grandmother")
    }
  })

  test("of several days is one stay and read day by day, from its first minute to its last", async () => {
    const [id, first] = [randomUUID(), today() - 3]
    await keep(stay({ from: { day: first, minute: 900 }, until: { day: first + 2, minute: 120 } }), id)
    expect(await read()).toMatchObject([
      { day: first, arrival: 900, departure: 1440, interview: { id } },
      { day: first + 1, arrival: 0, departure: 1440, interview: { id } },
      { day: first + 2, arrival: 0, departure: 120, interview: { id } },
    ])
    expect(await removeStay(authority.deps, officer.id, { caseId, id })).toEqual({ ok: true, value: {} })
    expect(await removeStay(authority.deps, officer.id, { caseId, id })).toEqual({ ok: true, value: {} })
    expect(await read()).toEqual([])
    const acts = authority.deps.db.selectFrom("audit").select("act").where("subject", "=", caseId).orderBy("seq")
    expect((await acts.execute()).map(({ act }) => act).filter((act) => act !== "read-visits")).toEqual([
      "note-stay",
      "remove-stay",
    ])
  })

  const wrongTimes: readonly (readonly [string, Partial<InterviewStay>])[] = [
    ["order", { until: { day: 0, minute: 600 } }],
    ["future", { until: { day: 3, minute: 0 } }],
    ["length", { from: { day: -40, minute: 0 } }],
    ["age", { from: { day: -119, minute: 0 }, until: { day: -119, minute: 10 } }],
  ]
  test.each(wrongTimes)("is refused where its times cannot be: %s", async (field, change) => {
    const at = (moment: { readonly day: number; readonly minute: number } | undefined) =>
      moment && { ...moment, day: today() - 2 + moment.day }
    const [from, until] = [at(change.from), at(change.until)]
    const wrong = stay({ ...(from ? { from } : {}), ...(until ? { until } : {}) })
    expect(await keep(wrong)).toMatchObject({ ok: false, problem: "stay-not-allowed", field })
    expect(await read()).toEqual([])
  })

  test("at a venue that does not exist, or in a vehicle whose mark cannot be, is refused and not kept", async () => {
    expect(await keep(stay({ place: { venue: randomUUID() } }))).toMatchObject({ problem: "not-found" })
    expect(await keep(stay({ place: { plate: "?!" } }))).toMatchObject({ problem: "malformed", field: "plate" })
    expect(await read()).toEqual([])
  })

  test("moves with its case when that is merged, and is destroyed with it", async () => {
    const { deps } = authority
    await keep()
    const other = await openTestCase(deps, officer.id)
    expect(await mergeCases(deps, officer.id, { from: caseId, into: other }, "same-person")).toMatchObject({ ok: true })
    expect(await keep()).toMatchObject({ ok: false, problem: "not-in-this-state" })
    expect(await read(other)).toMatchObject([{ vid: venue.vid, interview: { how: "receipt" } }])
    await endCases({ ...deps, clock: { now: () => unixSeconds(deps.clock.now() + 8 * 366 * 86_400) } })
    expect(await read(other)).toEqual([])
  })
})

describe("a warning about a place that a case told of", () => {
  function propose(vid: string, day: number) {
    const { deps } = authority
    const id = randomBytes(16).toString("hex")
    const rest = { severity: 1, template: 1, pool: null, supersedes: null }
    const windows = [[units(120), units(150)]] as const
    const bytes = writeDecision({
      v: 1,
      dep: deps.dep,
      id,
      vid,
      day: serviceDayOf(unixSeconds(day * 86_400), 0),
      windows,
      ...rest,
    })
    const { key, sig } = signDecision(bytes, deps.dep, officer.seed)
    const body = { bytes: Buffer.from(bytes).toString("base64url"), caseId, key, sig: hexOf(sig) }
    return proposeDecision(deps, officer.id, body)
  }

  test("can be proposed before its key is here: nobody's phone is warned by it yet, and the venue can be asked", async () => {
    const { deps } = authority
    await keep()
    const proposed = await propose(venue.vid, today() - 2)
    const id = proposed.ok ? proposed.value : ""
    expect(await findDecision(deps, id)).toMatchObject({ state: "proposed", missing: [10, 11, 12] })
    expect(await evidenceOf(deps, venue.vid, today() - 2)).toBeUndefined()
    expect(await makeRequest(deps, officer.id, id)).toMatchObject({ ok: true })
    expect(await findDecision(deps, id)).toMatchObject({ asked: { state: "asked" } })
  })

  test("cannot be proposed for a place in words: there is nobody who could be asked for a key", async () => {
    const kept = await keep(stay({ place: { words: "A friend's flat" } }))
    const vid = kept.ok ? (kept.value.visits[0]?.vid ?? "") : ""
    expect(await propose(vid, today() - 2)).toMatchObject({ ok: false, problem: "key-missing" })
  })

  test("of a ride needs nobody's answer: the plate is the key, and the verifiers accept its row", async () => {
    const { deps } = authority
    const kept = await keep(stay({ place: { plate: "ab 1234" } }))
    const [ride] = kept.ok ? kept.value.visits : []
    expect(ride).toMatchObject({ plate: "AB1234", verdict: "unproven", hours: null })
    expect(await propose(ride?.vid ?? "", today() - 2)).toMatchObject({ ok: true })
    const evidence = await evidenceOf(deps, ride?.vid ?? "", today() - 2)
    if (!evidence) throw new Error("no evidence")
    expect(checkEvidence(evidence, { trust: await currentTrust(deps) })).toMatchObject({ ok: true })
  })
})
