import fs from "node:fs"
import { describe, expect, test } from "vitest"
import { hasPoster } from "./issue-premises.ts"
import { type Register, readRegister } from "./read-register.ts"

const head = "Facility Name,設施名稱,Address,地址,District,地區,Type,設施類別,ID"
const market =
  'Harbour Street Market,海港街街市,"1 Harbour Street, Kowloon",九龍海港街1號,YAU TSIM,油尖區,PUBLIC MARKETS / COOKED FOOD MARKETS,街市/熟食市場,7'
const row = (cells: Partial<Record<"en" | "hant" | "district" | "type" | "id" | "address", string>>) =>
  [
    cells.en ?? "Hill Road Public Toilet",
    cells.hant ?? "山道公廁",
    cells.address ?? "Hill Road",
    "山道",
    cells.district ?? "SOUTHERN",
    "南區",
    cells.type ?? "PUBLIC TOILETS",
    "公廁",
    cells.id ?? "8",
  ].join(",")

function read(...lines: (string | Buffer)[]): Register {
  const file = Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from("\r\n")]))
  const register = readRegister(file)
  if (!register.ok) throw new Error(register.problem)
  return register.value
}
const problems = (...lines: (string | Buffer)[]) => read(head, ...lines).unusable.map((r) => [r.line, r.problem])

describe("a register of facilities", () => {
  test("its rows become premises with both names, an address and a category", () => {
    expect(read(head, market).premises).toEqual([
      {
        registerNumber: "FEHD-7",
        names: { en: "Harbour Street Market", hant: "海港街街市" },
        address: { en: "1 Harbour Street, Kowloon", hant: "九龍海港街1號" },
        category: 1,
        district: "YAU TSIM",
      },
    ])
  })

  test("a cooked food market is told from a market by its name", () => {
    const cooked = market.replace("Harbour Street Market", "HARBOUR STREET COOKED FOOD MARKET")
    expect(read(head, cooked).premises[0]?.category).toBe(2)
  })

  test("what is a toilet too counts as a toilet, in whichever of its names that stands", () => {
    const bath = (en: string, hant: string) => read(head, row({ en, hant, type: "PUBLIC BATHHOUSES" })).premises[0]
    expect(bath("Anchor Street Public Bathhouse", "晏架街公共浴室")?.category).toBe(25)
    for (const [en, hant] of [
      ["Pound Lane Public Toilet and Bathhouse", "磅巷公廁及浴室"],
      ["NGAU TAU KOK PUBLIC TOILET / BATHHOUSE", "牛頭角浴室"],
      ["Pound Lane Bathhouse", "磅巷公廁及浴室"],
    ] as const) {
      const premises = bath(en, hant)
      expect(premises?.category, en).toBe(15)
      expect(premises && hasPoster(premises), en).toBe(false)
    }
  })

  test("a byte-order mark, moved columns and empty lines do no harm", () => {
    const register = read(
      `\uFEFFID,Type,${head.replace(",Type", "").replace(",ID", "")}`,
      "",
      "9,CREMATORIA,Hill Crematorium,山火葬場,,,NORTH,北區,火葬場",
    )
    expect(register.premises[0]).toMatchObject({ registerNumber: "FEHD-9", category: 24 })
    expect(register.unusable).toEqual([])
  })

  test("names are tidied: composed letters, single spaces, none at the ends", () => {
    const [premises] = read(head, row({ en: "  Cafe\u0301  Road\u00A0Toilet ", hant: "　咖啡道公廁" })).premises
    expect(premises?.names).toEqual({ en: "Café Road Toilet", hant: "咖啡道公廁" })
  })
})

describe("a row that cannot be used is set aside with its line and the reason", () => {
  test.each([
    ["no-english-name", row({ en: "N.A." })],
    ["no-chinese-name", row({ hant: " " })],
    ["chinese-in-english-name", row({ en: "山道 Toilet" })],
    ["names-too-long", row({ en: "Toilet ".repeat(22) })],
    ["names-refused", row({ en: "Hill\u202E Road" })],
    ["unknown-type", row({ type: "SLAUGHTERHOUSES" })],
    ["no-district", row({ district: "" })],
    ["no-id", row({ id: "" })],
    ["id-too-long", row({ id: "9".repeat(33) })],
    ["address-too-long", row({ address: "Road ".repeat(41) })],
    ["wrong-number-of-columns", `${row({})},more`],
  ])("%s", (problem, line) => {
    expect(problems(line)).toEqual([[2, problem]])
  })

  test("a second row with the same ID does not replace the first", () => {
    const register = read(head, row({}), row({ en: "Another Toilet" }))
    expect(register.premises.map((p) => p.names.en)).toEqual(["Hill Road Public Toilet"])
    expect(register.unusable).toMatchObject([{ line: 3, id: "8", problem: "duplicate-id" }])
  })

  test("a stray Latin-1 byte costs its own row alone", () => {
    const stray = Buffer.from(row({ en: "Caf\u00E9 Toilet", hant: "x" }), "latin1")
    expect(problems(stray, row({ id: "10" }))).toEqual([[2, "not-utf8"]])
  })
})

describe("a whole file is refused", () => {
  const problem = (text: string) => {
    const register = readRegister(Buffer.from(text))
    return register.ok ? undefined : register.problem
  }
  test("when it holds the marks of a merge conflict", () => {
    expect(problem(`${head}\n<<<<<<< HEAD\n${row({})}\n=======\n>>>>>>> main\n`)).toMatch(/merge conflict/)
  })
  test("when a column is missing, which is named", () => {
    expect(problem("Facility Name,ID\nA,1\n")).toMatch(/設施名稱, Address, 地址, District, Type/)
  })
  test("when a quote is never closed", () => {
    expect(problem(`${head}\n"Hill Road`)).toMatch(/[Qq]uote/)
  })
})

// The register is published on Hong Kong's open-data portal and is not part of this repository.
const real = process.env.HOMESAFE_TEST_REGISTER ?? ""

describe.skipIf(real === "")(
  "the real register of 14 March 2023 (skipped where HOMESAFE_TEST_REGISTER does not name it)",
  () => {
    test("every row is mapped, or set aside because its names do not fit a code", () => {
      const register = readRegister(fs.readFileSync(real))
      if (!register.ok) throw new Error(register.problem)
      const { premises, unusable } = register.value
      const count = (...categories: number[]) => premises.filter((p) => categories.includes(p.category)).length
      expect(unusable.map((r) => [r.id, r.problem])).toEqual([
        ["1303", "names-too-long"],
        ["1302", "names-too-long"],
        ["1330", "names-too-long"],
      ])
      // 810 toilets and 163 refuse collection points, less those three.
      // Of 26 bathhouses, 24 are toilets too.
      expect([count(15), count(23)]).toEqual([808 + 24, 162])
      expect([count(1, 2), count(2)]).toEqual([97, 23])
      expect([count(3), count(17), count(24), count(25)]).toEqual([11, 23, 36, 2])
      expect(premises.length).toBe(1163)
      expect(new Set(premises.map((p) => p.district)).size).toBe(19)
    })
  },
)
