import type { Venue } from "@homesafe/api"
import { serviceDay } from "@homesafe/protocol"
import { expect, test } from "vitest"
import { checkForm } from "./check-form.ts"
import { formOfVenue, renewedForm } from "./form-of-venue.ts"

const start = serviceDay(20_781) // 2026-11-24
const header = { kind: "poster", category: 4, hourRows: false, cell: 0, issuerKeyId: "00000000" } as const
const details = {
  names: { en: "Wing Kee", hant: "榮記" },
  address: { en: "1 Road", hant: "道1號" },
  entrances: [{ names: { en: "Front", hant: "正門" }, staffOnly: true }],
}
const venue: Venue = {
  ...details,
  id: "11111111",
  state: "reviewed",
  role: "owner",
  reason: null,
  phone: "+85221234567",
  category: 4,
  registerNumber: "R-1",
  restaurantType: "B",
  notBefore: start,
  commit: "00".repeat(16),
  codes: [13, 479].map((days) => ({
    entrance: 0,
    kind: "reviewed",
    header: { ...header, notBefore: start, notAfter: start + days },
    names: details.names,
    signature: "00".repeat(64),
  })),
  closedAt: null,
  change: null,
  revoked: null,
}

test("a venue's form makes the same application again", () => {
  const { checked } = checkForm(formOfVenue(venue), start)
  const kept = { phone: "+85221234567", category: 4, registerNumber: "R-1", restaurantType: "B", notBefore: start }
  expect(checked).toEqual({ ...details, ...kept })
})

test("a renewal begins on the day after the newest code's last, or today where that is past", () => {
  expect(renewedForm(venue, serviceDay(start + 440)).from).toBe("2028-03-18")
  expect(checkForm(renewedForm(venue, serviceDay(start + 440)), start + 440).checked?.notBefore).toBe(start + 480)
  expect(checkForm(renewedForm(venue, serviceDay(start + 600)), start + 600).checked?.notBefore).toBe(start + 600)
})

test("the new code of a venue whose code was revoked begins today, not after the old one's end", () => {
  const revoked = { from: start + 20, reason: "The poster was copied" }
  const form = renewedForm({ ...venue, revoked }, serviceDay(start + 20))
  expect(checkForm(form, start + 20).checked?.notBefore).toBe(start + 20)
})

test("a change that waits is in the form, to be changed further", () => {
  const change = { ...details, names: { en: "Wing Kee Two", hant: "榮記二店" }, refusal: null }
  expect(formOfVenue({ ...venue, change }).en).toBe("Wing Kee Two")
})
