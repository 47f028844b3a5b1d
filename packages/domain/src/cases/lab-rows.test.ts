import { type ServiceDay, serviceDay } from "@homesafe/protocol"
import { describe, expect, test } from "vitest"
import { type LabCells, readContact, readLabRow } from "./lab-rows.ts"

const today: ServiceDay = serviceDay(Date.parse("2026-11-28") / 86_400_000)
const good: LabCells = {
  number: "LAB-0001",
  disease: "Measles",
  tested: "2026-11-27",
  onset: "",
  contact: "+85291234567",
  language: "en",
}
const read = (cells: Partial<LabCells>) => readLabRow({ ...good, ...cells }, { today, usual: "zh-Hant" })
const faultsOf = (cells: Partial<LabCells>) => {
  const row = read(cells)
  return row.ok ? [] : row.faults.map(({ column, fault }) => `${column} ${fault}`)
}
const repairsOf = (cells: Partial<LabCells>) => {
  const row = read(cells)
  return row.ok ? row.repairs.map(({ column, now }) => `${column} ${now}`) : row.faults
}

test("a row that is written as asked is taken as it is", () => {
  expect(read({})).toEqual({
    ok: true,
    row: {
      number: "LAB-0001",
      pathogen: 1,
      tested: today - 1,
      onset: null,
      way: "sms",
      to: "+85291234567",
      language: "en",
    },
    repairs: [],
  })
})

describe("what is plainly meant is repaired, and said", () => {
  test.each([
    [{ number: " ｌａｂ- 0001" }, ["number LAB-0001"]],
    [{ tested: "27/11/2026" }, ["tested 2026-11-27"]],
    [{ tested: "5.11.2026" }, ["tested 2026-11-05"]],
    [{ tested: "20261127" }, ["tested 2026-11-27"]],
    [{ tested: "2026年11月7日", onset: "2026/11/1" }, ["tested 2026-11-07", "onset 2026-11-01"]],
    [{ contact: "9123 4567" }, ["contact +85291234567"]],
    [{ contact: "００８５２　９１２３－４５６７" }, ["contact +85291234567"]],
    [{ contact: "mailto:chan@example.test" }, ["contact chan@example.test"]],
    [{ language: "" }, ["language zh-Hant"]],
    [{ language: "简体" }, ["language zh-Hans"]],
    [{ disease: "麻疹" }, []],
    [{ disease: "1" }, []],
  ] as const)("%o", (cells, repairs) => {
    expect(repairsOf(cells)).toEqual(repairs)
  })
})

describe("what is not plain is refused, with every reason", () => {
  test.each([
    [{ number: "" }, ["number missing"]],
    [{ number: "=HYPERLINK(1)" }, ["number not-a-laboratory-number"]],
    [{ disease: "flu-ish" }, ["disease unknown-disease"]],
    [{ tested: "31/02/2026" }, ["tested not-a-date"]],
    [{ tested: "11/27/2026" }, ["tested not-a-date"]],
    [{ tested: "46353" }, ["tested not-a-date"]],
    [{ tested: "2026-11-29" }, ["tested in-the-future"]],
    [{ tested: "2026-10-01" }, ["tested too-long-ago"]],
    [{ contact: "9.1234567E7" }, ["contact not-a-number-or-address"]],
    [{ contact: "1234" }, ["contact not-a-number-or-address"]],
    [{ contact: "chan@nowhere" }, ["contact not-a-number-or-address"]],
    [{ contact: "a@b.test, c@d.test" }, ["contact not-a-number-or-address"]],
    [{ language: "fr" }, ["language unknown-language"]],
    [{ disease: "", tested: "", contact: "" }, ["disease missing", "tested missing", "contact missing"]],
  ] as const)("%o", (cells, faults) => {
    expect(faultsOf(cells)).toEqual(faults)
  })
})

test("a number from abroad keeps its country", () => {
  expect(readContact("+44 7700 900123")).toEqual({
    value: { way: "sms", to: "+447700900123" },
    text: "+447700900123",
  })
})
