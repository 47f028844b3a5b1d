import { describe, expect, test } from "vitest"
import { codesOf, readText, timesOf, workbook } from "./lists.test-support.ts"
import { readList } from "./read-list.ts"

describe("a table that nobody here has seen", () => {
  const text =
    "Ref;Premises;Street address;Town;Date of visit;From;Until;What you should do\nK-1;The Quiet Inn;1 Main Street;Elsewhere;14.03.2031;18:00;21:30;Get a test\nK-2;Imaginary Gym;2 Main Street;Elsewhere;15.03.2031;06:15;07:00;Watch for symptoms\n"

  test("its columns are guessed, and what only a person knows is asked", () => {
    const read = readText(text)
    expect(read.format).toBe("table")
    expect(read.mapping.columns).toEqual({
      Ref: "id",
      Premises: "name",
      "Street address": "address",
      Town: "district",
      "Date of visit": "date",
      From: "startTime",
      Until: "endTime",
      "What you should do": "advice",
    })
    expect(read.questions).toEqual(["time-zone"])
    expect(read.outcomes.map(codesOf)).toEqual([["zone-unknown"], ["zone-unknown"]])
  })

  test("with the answer it is read", () => {
    const { mapping } = readText(text)
    const read = readText(text, { mapping: { ...mapping, timeZone: "Europe/Dublin" } })
    expect(read.questions).toEqual([])
    expect(read.outcomes.flatMap(timesOf)).toEqual([
      "2031-03-14 18:00 to 2031-03-14 21:30",
      "2031-03-15 06:15 to 2031-03-15 07:00",
    ])
  })

  test("a saved mapping fits the next file with its columns in another order and one more", () => {
    const { mapping } = readText(text)
    const next =
      "Town;Until;From;Date of visit;Premises;Ref;New column\nElsewhere;10:30;09:30;16.03.2031;The Quiet Inn;K-3;x\n"
    const read = readText(next, { mapping: { ...mapping, timeZone: "Europe/Dublin" } })
    expect(read.outcomes.flatMap(timesOf)).toEqual(["2031-03-16 09:30 to 2031-03-16 10:30"])
  })

  test("titles in no known words are guessed from what the cells hold", () => {
    const read = readText(
      "aaa,bbb,ccc\nThe Quiet Inn,2031-03-14 18:00,2031-03-14 19:00\nImaginary Gym,2031-03-15 06:15,2031-03-15 07:00\n",
    )
    expect(read.mapping.columns).toEqual({ aaa: "name", bbb: "start", ccc: "end" })
  })

  test("serial days and fractions of a day in a workbook are dates and hours", () => {
    const rows = [
      ["Venue", "Date", "Start time", "End time"],
      ["The Quiet Inn", { number: 48038, style: 1 }, { number: 0.75, style: 2 }, { number: 0.8125, style: 2 }],
    ]
    const read = readList(workbook(rows), {
      mapping: {
        columns: { Venue: "name", Date: "date", "Start time": "startTime", "End time": "endTime" },
        timeZone: "Europe/Dublin",
      },
    })
    expect(read.ok && read.value.outcomes.flatMap(timesOf)).toEqual(["2031-07-09 18:00 to 2031-07-09 19:30"])
  })

  test("a day's serial number in a text says how it was read", () => {
    const read = readText("Venue,Date,Start time,End time\nThe Quiet Inn,48038,18:00,19:30\n", {
      mapping: {
        columns: { Venue: "name", Date: "date", "Start time": "startTime", "End time": "endTime" },
        timeZone: "Europe/Dublin",
      },
    })
    expect(read.outcomes.map(codesOf)).toEqual([["serial-date"]])
    expect(read.outcomes.flatMap(timesOf)).toEqual(["2031-07-09 18:00 to 2031-07-09 19:30"])
  })

  test("where a table has hours, a row without them waits; it is never a whole day", () => {
    const read = readText("Venue,Date,Time\nThe Quiet Inn,14/03/2031,\nImaginary Gym,15/03/2031,9am - 10am\n", {
      mapping: { columns: { Venue: "name", Date: "date", Time: "times" }, timeZone: "Europe/Dublin" },
    })
    expect(read.outcomes.map(codesOf)).toEqual([["no-time"], []])
  })

  test("a list of flights and trains has numbers for names, and seats", () => {
    const text =
      "Flight/Train Number,Departure/Arrival,Date of travel,Seat/Cabin Number\nZZ 123,Elsewhere to Nowhere,25/03/2031,Row 12-15\nG1234,Nowhere to Elsewhere,26/03/2031,Coach 3\n"
    const { mapping } = readText(text)
    const read = readText(text, { mapping: { ...mapping, timeZone: "Asia/Hong_Kong" } })
    const exposures = read.outcomes.flatMap((row) => (row.state === "quarantined" ? [] : row.exposures))
    expect(exposures.map(({ kind, seats }) => [kind, seats])).toEqual([
      ["flight", [{ rows: [12, 15] }]],
      ["vehicle", [{ seats: ["Coach 3"] }]],
    ])
  })

  test("two languages in one cell are two names", () => {
    const read = readText("Venue,Date,Time\nThe Quiet Inn 靜寂旅館,14/03/2031,9am - 10am\n", {
      mapping: { columns: { Venue: "name", Date: "date", Time: "times" }, timeZone: "Asia/Hong_Kong" },
    })
    expect(
      read.outcomes[0]?.state === "repaired" && read.outcomes[0].exposures[0]?.names.map(({ text }) => text),
    ).toEqual(["The Quiet Inn", "靜寂旅館"])
  })

  test("what lies after the time of reading cannot have been visited", () => {
    const read = readText("Venue,Date,Time\nThe Quiet Inn,14/03/2031,9am - 10am\n", {
      mapping: { columns: { Venue: "name", Date: "date", Time: "times" }, timeZone: "Europe/Dublin" },
      readAt: Date.UTC(2031, 1, 1) / 1000,
    })
    expect(read.outcomes.map(codesOf)).toEqual([["in-the-future"]])
  })
})

test("hours under a title that nobody knows are still hours: a visit does not become a whole day", () => {
  const read = readText("Venue,Date,Zzz\nThe Quiet Inn,14/03/2031,9am - 10am\nImaginary Gym,15/03/2031,1pm - 2pm\n")
  expect(read.mapping.columns).toEqual({ Venue: "name", Date: "date", Zzz: "times" })
})
