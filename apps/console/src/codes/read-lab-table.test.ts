import { writeCsv } from "@homesafe/domain"
import { serviceDay } from "@homesafe/protocol"
import { readTable } from "@homesafe/table"
import { expect, test } from "vitest"
import { labTitles, markKnown, reportRows, wrongColumns } from "./read-lab-table.ts"

const today = serviceDay(Date.parse("2026-11-28") / 86_400_000)
const bytes = (text: string) => new TextEncoder().encode(text)
const tableOf = (text: string) => {
  const table = readTable(bytes(text))
  if (!table.ok) throw new Error(table.problem)
  return table.value
}
const head = "Laboratory number,Disease,Test date,Onset,Mobile or mail,Language\n"
const report = (lines: string, ways: readonly string[] = ["sms", "mail"]) =>
  reportRows(tableOf(head + lines), { today, usual: "zh-Hant", ways })

test("each row is reported by itself: good, repaired, refused with its reasons, or the same number again", () => {
  const rows = report(
    [
      "LAB-1,Measles,2026-11-27,,+85291234567,en",
      "LAB-2,麻疹,27/11/2026,,9876 5432,",
      "LAB-3,Measles,27 Nov,,nobody,xx",
      "lab-1,Measles,2026-11-27,,chan@example.test,en",
      "LAB-5,Measles,2026-11-27,,chan@example.test,en,one too many",
    ].join("\n"),
  )
  expect(rows.map(({ line, state }) => `${line} ${state}`)).toEqual([
    "2 good",
    "3 good",
    "4 refused",
    "5 refused",
    "6 refused",
  ])
  expect(rows[1]).toMatchObject({
    repairs: [
      { column: "tested", now: "2026-11-27" },
      { column: "contact", now: "+85298765432" },
      { column: "language", now: "zh-Hant" },
    ],
  })
  expect(rows[2]).toMatchObject({
    reasons: [
      { column: "tested", fault: "not-a-date" },
      { column: "contact", fault: "not-a-number-or-address" },
      { column: "language", fault: "unknown-language" },
    ],
  })
  expect(rows[3]).toMatchObject({ reasons: [{ fault: "twice", line: 2 }] })
  expect(rows[4]).toMatchObject({ reasons: [{ fault: "cells" }] })
})

test("a way that this deployment lacks is said before anything is sent", () => {
  expect(report("LAB-1,Measles,2026-11-27,,+85291234567,en", ["mail"])).toMatchObject([
    { state: "refused", reasons: [{ fault: "no-way" }] },
  ])
})

test("a file without a needed column, or with one twice, is refused whole", () => {
  expect(wrongColumns(tableOf("disease,test date,mobile\n1,2,3"))).toEqual(["laboratory_number"])
  expect(wrongColumns(tableOf(`${head.trim()},mail\n1,2,3,4,5,6,7`))).toEqual(["mobile_or_mail"])
  expect(wrongColumns(tableOf("化驗編號,疾病,檢測日期,電話或電郵\n1,2,3,4"))).toEqual([])
})

test("a broken file is refused whole", () => {
  expect(readTable(bytes(`${head}"LAB-1,Measles`))).toEqual({ ok: false, problem: "broken-quotes" })
  expect(readTable(bytes(head))).toEqual({ ok: false, problem: "empty" })
  expect(readTable(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]))).toEqual({ ok: false, problem: "not-text" })
})

test("numbers with a case are marked, and stay out", () => {
  const rows = report("LAB-1,Measles,2026-11-27,,+85291234567,en\nLAB-2,Measles,2026-11-27,,+85291234567,en")
  expect(markKnown(rows, new Map([["LAB-2", "C-0007"]])).map(({ state }) => state)).toEqual(["good", "known"])
})

test("five hundred rows are read in a moment", () => {
  const lines = Array.from({ length: 500 }, (_, i) => `LAB-${i + 1000},Measles,27/11/2026,,9${1_000_000 + i},zh-Hant`)
  const started = performance.now()
  expect(report(lines.join("\n")).filter(({ state }) => state === "good")).toHaveLength(500)
  expect(performance.now() - started).toBeLessThan(2000)
})

test("what is written for a spreadsheet is no formula, and is read again as it was", () => {
  const text = writeCsv([labTitles, ["=1+1", "@x", "+852", 'a "b"', "", "＝x"]])
  expect(text).toContain(`"’=1+1","’@x","’+852","a ""b""","","’＝x"`)
  expect(tableOf(text).head).toEqual(labTitles)
})
