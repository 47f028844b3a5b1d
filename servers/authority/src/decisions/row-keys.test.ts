import type { OpenedVisit } from "@homesafe/api"
import { commitOf, hexOf, proofOf, serviceDayOf, vehicleEpoch, vehicleKeyOf, venueIdOf } from "@homesafe/protocol"
import { checkEvidence } from "@homesafe/protocol/publisher"
import { readTypedPlate } from "@homesafe/protocol/visitor"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { startAuthority, type TestAuthority } from "../authority.test-support.ts"
import { currentTrust } from "../publishing/next-list.ts"
import { evidenceOf, keepRowKey, plateOf, sealRowKey } from "./row-keys.ts"

const PLATE = "AB1234"
let authority: TestAuthority

beforeAll(async () => {
  authority = await startAuthority()
})
afterAll(() => authority.stop())

const today = () => serviceDayOf(authority.deps.clock.now(), authority.deps.offset)

/** A ride as the opener hands it over. */
async function ride(change: Partial<OpenedVisit> = {}): Promise<OpenedVisit> {
  const { dep, clock } = authority.deps
  const typed = readTypedPlate(PLATE, {
    trust: await currentTrust(authority.deps),
    revoked: new Map(),
    now: clock.now(),
  })
  if (!typed.ok || typed.value.today.kind !== "printed") throw new Error("the plate was not taken")
  const [epoch, key] = [vehicleEpoch(today()), vehicleKeyOf(PLATE, dep, today())]
  const commit = commitOf(key, epoch)
  const keys = { dayKey: hexOf(typed.value.today.dayKey), proof: hexOf(proofOf(key, epoch, today())) }
  const stay = { day: today(), arrival: 480, departure: 500, verdict: "proven", reason: null } as const
  return { vid: venueIdOf(commit), ...stay, keys, screen: null, vehicle: { plate: PLATE, commit }, ...change }
}

describe("the key of a vehicle that nobody registered", () => {
  test("is kept with what proves its row, and the verifiers accept it", async () => {
    const { deps } = authority
    const visit = await ride()
    const sealed = sealRowKey(deps, [visit], visit.vid, visit.day)
    await keepRowKey(deps.db, visit.vid, visit.day, sealed ?? Buffer.of())
    const evidence = await evidenceOf(deps, visit.vid, visit.day)
    if (!evidence) throw new Error("no evidence")
    expect(checkEvidence(evidence, { trust: await currentTrust(deps) })).toMatchObject({ ok: true })
    expect(await plateOf(deps, visit.vid, visit.day)).toBe(PLATE)
    expect(sealed?.includes(PLATE), "the plate lies sealed").toBe(false)
  })

  test("is not to be had from an unproven visit, nor for another day", async () => {
    const { deps } = authority
    const visit = await ride({ verdict: "unproven" })
    expect(sealRowKey(deps, [visit], visit.vid, visit.day)).toBeUndefined()
    expect(sealRowKey(deps, [await ride()], visit.vid, visit.day - 1)).toBeUndefined()
  })

  test("of a place that is no vehicle and not registered proves nothing", async () => {
    const { deps } = authority
    const visit = await ride({ vid: "0123456789abcdef", vehicle: null })
    const sealed = sealRowKey(deps, [visit], visit.vid, visit.day)
    await keepRowKey(deps.db, visit.vid, visit.day, sealed ?? Buffer.of())
    expect(await evidenceOf(deps, visit.vid, visit.day)).toBeUndefined()
    expect(await plateOf(deps, visit.vid, visit.day)).toBeNull()
  })
})
