import { serviceDay } from "@homesafe/protocol"
import { expect, test } from "vitest"
import { issueCodes } from "./issue-codes.ts"

const application = {
  names: { en: "Fair", hant: "年宵" },
  address: { en: "Park", hant: "公園" },
  category: 3,
  registerNumber: "E-1",
  notBefore: serviceDay(20_855),
  commit: "00".repeat(16),
  entrances: [
    { names: { en: "North", hant: "北" }, staffOnly: false },
    { names: { en: "Staff", hant: "職員" }, staffOnly: true },
  ],
}
const signing = { dep: "0102030405060708", issuer: new Uint8Array(32).fill(1) }

test("an event's codes hold from its first to its last day, and a staff door's is a staff entrance's", () => {
  const codes = issueCodes({ ...application, lastDay: serviceDay(20_869) }, "reviewed", signing)
  expect(codes.map(({ header: { kind, notBefore, notAfter } }) => [kind, notBefore, notAfter])).toEqual([
    ["event", 20_855, 20_869],
    ["staff-entrance", 20_855, 20_869],
  ])
})

test("a vehicle's code is of its own type and feed region, and holds for its epoch of 512 days", () => {
  const vehicle = {
    ...application,
    entrances: [{ names: null, staffOnly: false }],
    category: 0,
    plate: "AB1234",
    notBefore: 20_480,
  }
  const [code] = issueCodes(vehicle, "reviewed", signing)
  expect(code?.header).toMatchObject({
    kind: "vehicle",
    category: 0,
    cell: 65_535,
    notBefore: 20_480,
    notAfter: 20_991,
  })
})

test("a venue's provisional code holds for fourteen days, a reviewed one for 480", () => {
  const lengthOf = (kind: "provisional" | "reviewed") => {
    const header = issueCodes(application, kind, signing)[0]?.header
    return header && [header.kind, header.notAfter - header.notBefore + 1]
  }
  expect(lengthOf("provisional")).toEqual(["poster", 14])
  expect(lengthOf("reviewed")).toEqual(["poster", 480])
})
