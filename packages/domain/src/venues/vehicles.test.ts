import { commitOf, serviceDay, vehicleKeyOf } from "@homesafe/protocol"
import { describe, expect, test } from "vitest"
import { isPlateCommitment, isVehicleConsistent, vehicleStart } from "./vehicles.ts"

const dep = "0102030405060708"
const epoch = serviceDay(20_480)
const today = serviceDay(20_784)
const context = { dep, pattern: "[A-Z]{2}[0-9]{1,4}" }
const commitFor = (plate: string, start = epoch) => commitOf(vehicleKeyOf(plate, dep, start), start)
const taxi = {
  plate: "AB1234",
  names: { en: "AB1234", hant: "AB1234" },
  category: 0,
  notBefore: epoch as number,
  commit: commitFor("AB1234"),
  entrances: [{ names: null, staffOnly: false }],
}

test("a sticker is of this epoch, and in its last sixty days of the next", () => {
  expect(vehicleStart(today)).toBe(epoch)
  expect(vehicleStart(serviceDay(20_480 + 512 - 61))).toBe(epoch)
  expect(vehicleStart(serviceDay(20_480 + 512 - 60))).toBe(20_480 + 512)
})

describe("the commitment is computed again from the plate", () => {
  const judge = (change: Partial<typeof taxi>, pattern: string | null = context.pattern) =>
    isPlateCommitment({ ...taxi, ...change }, { dep, pattern }, today)
  test("and is the plate's own", () => expect(judge({})).toBe(true))
  test.each([
    ["another plate's", { commit: commitFor("AB1235") }],
    ["another deployment's", { commit: commitOf(vehicleKeyOf("AB1234", "ff".repeat(8), epoch), epoch) }],
    ["an epoch's that is over", { notBefore: 20_480 - 512, commit: commitFor("AB1234", serviceDay(20_480 - 512)) }],
    ["one of days of its own", { notBefore: 20_784 }],
    ["of another spelling", { plate: "AB 1234" }],
    ["of what is no mark", { plate: "TAXI", commit: commitFor("TAXI") }],
  ])("not %s", (_, change) => expect(judge(change)).toBe(false))
  test("and none where the deployment uses no plates", () => expect(judge({}, null)).toBe(false))
})

test.each([
  ["a name that is not the plate", { names: { en: "Best Taxi", hant: "AB1234" } }],
  ["a kind of premises", { category: 4 }],
  ["two doors", { entrances: [...taxi.entrances, ...taxi.entrances] }],
  ["a last day", { lastDay: 20_800 }],
])("a vehicle with %s is none", (_, change) => {
  expect(isVehicleConsistent(taxi)).toBe(true)
  expect(isVehicleConsistent({ ...taxi, ...change })).toBe(false)
})

test("what names no plate is no vehicle", () => {
  const { plate: _, ...rest } = taxi
  expect(isVehicleConsistent(rest)).toBe(false)
  expect(isVehicleConsistent({ ...rest, category: 4 })).toBe(true)
})
