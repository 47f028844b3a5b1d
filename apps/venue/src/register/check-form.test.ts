import { expect, test } from "vitest"
import { checkForm, type VenueForm } from "./check-form.ts"

const today = 20_781 // 2026-11-24
const form: VenueForm = {
  en: " Wing Kee  Noodle House ",
  hant: "榮記麵家",
  hans: "",
  addressEn: "1 Fuk Wa Street",
  addressHant: "福華街1號",
  category: "4",
  phone: "",
  registerNumber: "12345678",
  restaurantType: "",
  position: "",
  from: "2026-11-24",
  until: "",
  entrances: [{ id: 0, en: "", hant: "", staffOnly: false }],
}

test("a complete form becomes an application, its spaces tidied", () => {
  const { faults, checked } = checkForm(form, today)
  expect(faults).toEqual({})
  expect(checked?.names).toEqual({ en: "Wing Kee Noodle House", hant: "榮記麵家" })
  expect(checked?.notBefore).toBe(today)
  expect(checked?.entrances).toEqual([{ names: null, staffOnly: false }])
})

test("every fault is reported together, under its own field", () => {
  const { faults, checked } = checkForm({ ...form, en: "", category: "", from: "2026-11-23" }, today)
  expect(checked).toBeNull()
  expect(Object.keys(faults).sort()).toEqual(["category", "en", "from"])
})

test("several doors need names in both languages", () => {
  const entrances = [
    { id: 0, en: "Front door", hant: "正門", staffOnly: false },
    { id: 1, en: "Back lane", hant: "", staffOnly: false },
  ]
  expect(checkForm({ ...form, entrances }, today).faults).toEqual({ "entrance-1": { fault: "entrance-unnamed" } })
})

test("names that do not fit into one code are counted in bytes", () => {
  const entrances = [{ id: 0, en: "x".repeat(118), hant: "正門", staffOnly: false }]
  expect(checkForm({ ...form, entrances }, today).faults["entrance-0"]).toMatchObject({ fault: "too-long" })
})

test("hidden characters in a name are refused", () => {
  expect(checkForm({ ...form, en: "Wing\u202eKee" }, today).faults.en).toEqual({ fault: "bad-name" })
})

test("a position is optional, and what names no place is told", () => {
  expect(checkForm(form, today).checked).not.toHaveProperty("position")
  const here = { lat: 22.2819, lng: 114.1583 }
  expect(checkForm({ ...form, position: "22.2819, 114.1583" }, today).checked).toMatchObject({ position: here })
  for (const position of ["114.1583, 22.2819", "Central"])
    expect(checkForm({ ...form, position }, today).faults).toEqual({ position: { fault: "bad-position" } })
})

test("an event holds from its first to its last day, at most 60 days; only a restaurant has a type", () => {
  const event = { ...form, from: "2027-02-06", until: "2027-02-20", restaurantType: "B" }
  expect(checkForm(event, today).checked).toMatchObject({ notBefore: 20_855, lastDay: 20_869, restaurantType: "B" })
  expect(checkForm({ ...event, category: "1" }, today).checked).not.toHaveProperty("restaurantType")
  for (const until of ["2027-02-05", "2027-04-07", "soon"])
    expect(checkForm({ ...event, until }, today).faults).toEqual({ until: { fault: "bad-end" } })
  expect(checkForm({ ...event, from: "2028-02-06", until: "2028-02-06" }, today).faults).toHaveProperty("from")
})
