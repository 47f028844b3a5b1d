import { seedCatalogue } from "@homesafe/domain"
import { readTable } from "@homesafe/table"
import fc from "fast-check"
import { expect, test } from "vitest"
import { exampleFile } from "./example-file.ts"
import { missingColumns, readRows } from "./read-rows.ts"

const catalogue = seedCatalogue(1)
const day = { today: 20_781, date: "2026-11-24" }
const head = "name_zh,name_en,category,address_zh,address_en,register_number,entrances"
const utf8 = (text: string) => new TextEncoder().encode(text)

function read(bytes: Uint8Array) {
  const table = readTable(bytes)
  if (!table.ok) throw new Error(table.problem)
  return {
    encoding: table.value.encoding,
    missing: missingColumns(table.value),
    rows: readRows(table.value, catalogue, day),
  }
}

test("a row as the form asks becomes an application: names, category by name, doors by semicolons", () => {
  const { rows } = read(
    utf8(`${head}\n榮記麵家,Wing Kee,食肆,福華街1號,1 Fuk Wa Street,12345678,Front|正門; Staff|職員入口*\n`),
  )
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({
    line: 2,
    faults: {},
    checked: {
      names: { en: "Wing Kee", hant: "榮記麵家" },
      category: 4,
      notBefore: day.today,
      entrances: [
        { names: { en: "Front", hant: "正門" }, staffOnly: false },
        { names: { en: "Staff", hant: "職員入口" }, staffOnly: true },
      ],
    },
  })
})

test("a restaurant's type is read where there is such a column; another letter is no type", () => {
  const { rows } = read(
    utf8(`${head},restaurant_type\n甲,A,4,地,Addr,1,,Ｂ\n乙,B,4,地,Addr,2,,E\n丙,C,1,地,Addr,3,,\n`),
  )
  expect(rows.map(({ checked }) => checked?.restaurantType)).toEqual(["B", undefined, undefined])
  expect(rows.map(({ faults }) => Object.keys(faults))).toEqual([[], ["restaurantType"], []])
})

test("the example file is itself a good one", () => {
  const { rows, missing } = read(utf8(exampleFile(catalogue)))
  expect([missing, rows.map(({ faults }) => faults)]).toEqual([[], [{}]])
})

test("byte order marks, CRLF, quotes with commas and line breaks, and a full-width bar are all understood", () => {
  const rows = '"記, 一號","Kee ""One"", Ltd",4,"福華街\r\n1號","1 Road, Kowloon",R1,Front｜正門'
  const row = read(utf8(`\ufeff${head}\r\n${rows}\r\n\r\n`)).rows[0]
  expect(row?.faults).toEqual({})
  expect(row?.checked).toMatchObject({
    names: { en: 'Kee "One", Ltd', hant: "記, 一號" },
    address: { en: "1 Road, Kowloon", hant: "福華街 1號" },
  })
})

test("Chinese titles, full-width commas and tabs between cells are understood", () => {
  const titles = ["中文名稱", "英文名稱", "類別", "中文地址", "英文地址", "登記證號碼", "入口"]
  const cells = ["榮記", "Wing Kee", "食肆", "福華街", "Fuk Wa Street", "1", ""]
  for (const mark of ["，", "\t", ","]) {
    const { rows, missing } = read(utf8(`${titles.join(mark)}\n${cells.join(mark)}\n`))
    expect(missing).toEqual([])
    expect(rows[0]?.checked?.names).toEqual({ en: "Wing Kee", hant: "榮記" })
  }
})

test("a file that a spreadsheet wrote in UTF-16 or in Big5 is read, and said to be", () => {
  const text = `${head.replaceAll(",", "\t")}\n榮記\tWing Kee\t4\t道\tRoad\t1\t\n`
  const wide = new Uint8Array(Buffer.from(`\ufeff${text}`, "utf16le"))
  expect(read(wide)).toMatchObject({ encoding: "utf-16le", rows: [{ name: "榮記" }] })
  // "中文" in Big5.
  const big5 = new Uint8Array([
    ...utf8(`${head}\n`),
    0xa4,
    0xa4,
    0xa4,
    0xe5,
    ...utf8(",Chung Man,4,"),
    0xa4,
    0xa4,
    ...utf8(",Road,1,\n"),
  ])
  expect(read(big5)).toMatchObject({ encoding: "big5", rows: [{ name: "中文" }] })
})

test("each fault is told with its line and its field, and a wrong row spoils no other", () => {
  const { rows } = read(
    utf8(
      [
        head,
        "甲,A,4,地,Addr,1,",
        "乙,,4,地,Addr,2,",
        "丙,C,Space station,地,Addr,3,",
        "丁,D,4,地,Addr,4,Front|前門;Back",
        "甲,A,4,地,Addr,1,",
        "戊,E,4,地,Addr,5,,left over",
        "己,F\u202eG,4,地,Addr,6,",
        `庚,${"x".repeat(119)},4,地,Addr,7,${"y".repeat(60)}|後門`,
      ].join("\n"),
    ),
  )
  expect(
    rows.map(({ line, faults }) => [line, Object.entries(faults).map(([field, { fault }]) => `${field}: ${fault}`)]),
  ).toEqual([
    [2, []],
    [3, ["en: missing"]],
    [4, ["category: unknown-category"]],
    [5, ["entrance-1: entrance-unnamed"]],
    [6, ["row: twice"]],
    [7, ["row: cells"]],
    [8, ["en: bad-name"]],
    [9, ["entrance-0: too-long"]],
  ])
  expect(rows.filter(({ checked }) => checked)).toHaveLength(1)
})

test("a file that is no table is refused whole, with the reason", () => {
  expect(readTable(utf8(""))).toEqual({ ok: false, problem: "empty" })
  expect(readTable(utf8(head))).toEqual({ ok: false, problem: "empty" })
  expect(readTable(utf8(`${head}\n"never closed,1`))).toEqual({ ok: false, problem: "broken-quotes" })
  expect(readTable(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0xff]))).toEqual({ ok: false, problem: "not-text" })
  expect(readTable(utf8(`a\n${"b\n".repeat(2001)}`))).toEqual({ ok: false, problem: "too-many-rows" })
  expect(readTable(new Uint8Array(4_000_001))).toEqual({ ok: false, problem: "too-large" })
  expect(read(utf8("name_en,address\nA,B\n")).missing).toEqual(["name_zh", "category", "address_zh", "register_number"])
})

test("whatever the bytes are, reading ends with rows or a reason", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (noise) => {
      const table = readTable(new Uint8Array([...utf8(`${head}\n`), ...noise]))
      if (table.ok) expect(readRows(table.value, catalogue, day).every((row) => row.line >= 2)).toBe(true)
    }),
  )
})
