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
  registerNumber: "12345678",
  from: "2026-11-24",
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
