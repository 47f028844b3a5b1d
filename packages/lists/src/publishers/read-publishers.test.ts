import { describe, expect, test } from "vitest"
import { codesOf, readText, timesOf, workbook } from "../lists.test-support.ts"
import { readList } from "../read-list.ts"

const row = (cells: Readonly<Record<string, string>>, head: string) =>
  head
    .split(",")
    .map((title) => `"${cells[title] ?? ""}"`)
    .join(",")

const nzCells = {
  id: "a0l4a000000ZZ01",
  Event: "Kōwhai Bakery Elsewhere 13/08/2031",
  Location: "1 Quiet Street, Elsewhere 0000",
  City: "Elsewhere",
  Start: "13/08/2031, 11:30 am",
  End: "13/08/2031, 12:00 pm",
  Information: "Watch for symptoms",
  Advice: "Watch for symptoms",
  LAT: "-36.8",
  LNG: "174.7",
  Added: "2031-08-29 10:28:54",
  Updated: "NA",
  "Exposure Type": "Casual",
}
const nzHeads = [
  "id,Event,Location,City,Start,End,Information,LAT,LNG",
  "id,Event,Location,City,Start,End,Advice,LAT,LNG",
  "id,Event,Location,City,Start,End,Advice,LAT,LNG,Added",
  "id,Event,Location,City,Start,End,Advice,LAT,LNG,Added,Updated",
  "Event,Location,City,Start,End,Advice,LAT,LNG",
  "Event,Location,City,Start,End,Advice,LAT,LNG,Added,Updated",
  "id,Event,Location,City,Start,End,Advice,LAT,LNG,Added,Updated,Exposure Type",
  "LNG,LAT,End,Start,Advice,City,Location,Event,id",
]

describe("New Zealand", () => {
  test.each(nzHeads)("reads the shape %s", (head) => {
    const read = readText(`${head}\r\n${row(nzCells, head)}\r\n`)
    const [outcome] = read.outcomes
    expect(read.format).toBe("new-zealand")
    expect(timesOf(outcome)).toEqual(["2031-08-13 11:30 to 2031-08-13 12:00"])
    expect(outcome?.state === "repaired" && outcome.exposures[0]).toMatchObject({
      names: [{ language: "en", text: "Kōwhai Bakery Elsewhere" }],
      address: "1 Quiet Street, Elsewhere 0000",
      district: "Elsewhere",
      timeZone: "Pacific/Auckland",
    })
    expect(codesOf(outcome)).toEqual(["date-taken-from-name"])
  })

  const head = "id,Event,Location,City,Start,End,Advice,LAT,LNG,Added,Updated"
  const list = (...rows: Partial<typeof nzCells>[]) =>
    readText(
      `${head}\n${rows.map((cells) => row({ ...nzCells, Event: "Kōwhai Bakery", ...cells }, head)).join("\n")}\n`,
    ).outcomes

  test("an end before its start, a month typed wrong and an empty record wait for a person", () => {
    const outcomes = list(
      { Start: "13/08/2031, 3:00 pm", End: "13/08/2031, 1:00 pm" },
      { Start: "30/08/2031, 1:20 pm", End: "30/09/2031, 3:00 pm" },
      { Event: "NA", Start: "NA", End: "NA" },
    )
    expect(outcomes.map(codesOf)).toEqual([["end-before-start"], ["over-24-hours"], ["no-name", "no-date"]])
  })

  test("a night under one date ends on the next day, and says so", () => {
    const outcomes = list(
      { Start: "19/08/2031, 11:00 pm", End: "19/08/2031, 12:00 am" },
      { Start: "27/08/2031, 11:59 pm", End: "27/08/2031, 12:15 am" },
    )
    expect(outcomes.map(codesOf)).toEqual([["midnight-ends-day"], ["overnight"]])
    expect(outcomes.flatMap(timesOf)).toEqual([
      "2031-08-19 23:00 to 2031-08-20 00:00",
      "2031-08-27 23:59 to 2031-08-28 00:15",
    ])
  })

  test("one id sixteen times with two positions is one exposure, and each row says which it repeats", () => {
    const rows = Array.from({ length: 16 }, (_, at) => (at % 2 ? { LAT: "-36.9", LNG: "174.9" } : {}))
    const outcomes = list(...rows)
    expect(outcomes.flatMap((outcome) => (outcome.state === "quarantined" ? [] : outcome.exposures))).toHaveLength(1)
    expect(outcomes.slice(1).every((outcome) => codesOf(outcome).includes("same-as-row"))).toBe(true)
  })

  test("conditions between stars become remarks, and a bus and a flight are no places", () => {
    const outcomes = list(
      { Event: "Kōwhai Mall *STAFF ONLY* *LEVELS 1 & 3*" },
      { Event: "Bus 97B Elsewhere to Nowhere" },
      { Event: "Flight ZZ123 Elsewhere to Nowhere", Location: "Nowhere" },
      { Event: "Elsewhere Bus Station" },
    )
    const exposures = outcomes.flatMap((outcome) => (outcome.state === "quarantined" ? [] : outcome.exposures))
    expect(exposures[0]).toMatchObject({ names: [{ text: "Kōwhai Mall" }], remarks: ["STAFF ONLY", "LEVELS 1 & 3"] })
    expect(exposures.map(({ kind }) => kind)).toEqual(["place", "vehicle", "flight", "place"])
  })

  test("a name that carries another date than its times is not believed", () => {
    expect(list({ Event: "Kōwhai Fuel 13/08/2030" }).map(codesOf)[0]).toContain("name-says-other-date")
  })

  test("the records of the interface are in universal time", () => {
    const item = {
      eventId: "a0l4a000000ZZ01AAA",
      eventName: "Kōwhai Bakery",
      startDateTime: "2031-08-12T23:30:00.000Z",
      endDateTime: "2031-08-13T00:00:00.000Z",
      publicAdvice: "Watch",
      location: { address: "1 Quiet Street", suburb: "Elsewhere", latitude: "-36.8", longitude: "174.7" },
    }
    const read = readText(JSON.stringify({ items: [item] }))
    expect(read.format).toBe("new-zealand")
    expect(read.outcomes.flatMap(timesOf)).toEqual(["2031-08-13 11:30 to 2031-08-13 12:00"])
  })
})

const vicHead = [
  "Suburb",
  "Site_title",
  "Site_streetaddress",
  "Site_state",
  "Site_postcode",
  "Exposure_date_dtm",
  "Exposure_date",
  "Exposure_time",
  "Notes",
  "Added_date_dtm",
  "Added_date",
  "Added_time",
  "Advice_title",
  "Advice_instruction",
  "Exposure_time_start_24",
  "Exposure_time_end_24",
]
const vic = (date: string, serial: number, time: string, notes: string, start: string, end: string) => [
  "Elsewhere",
  "Wattle Café",
  "7 Quiet St",
  "VIC",
  "0000",
  { number: serial, style: 1 },
  date,
  time,
  notes,
  { number: serial + 1, style: 1 },
  "10/07/2031",
  "20:30:25",
  "Tier 1 - Get tested",
  "Anyone…",
  start,
  end,
]

describe("Victoria", () => {
  test("reads the workbook: serial days, ranges of hours, nights", () => {
    const file = workbook([
      vicHead,
      vic("08/07/2031", 48037, "1:00pm - 11:59pm", "Case attended", "13:00:00", "23:59:00"),
      vic("09/07/2031", 48038, "10:00pm - 6:30am", "Case attended", "22:00:00", "06:30:00"),
    ])
    const read = readList(file)
    expect(read.ok && read.value.format).toBe("victoria")
    expect(read.ok && read.value.outcomes.flatMap(timesOf)).toEqual([
      "2031-07-08 13:00 to 2031-07-09 00:00",
      "2031-07-09 22:00 to 2031-07-10 06:30",
    ])
  })

  test("two columns that disagree, and notes that say another time, are for a person", () => {
    const rows = [
      vic("08/07/2031", 48038, "1:00pm - 2:00pm", "", "13:00:00", "14:00:00"),
      vic("08/07/2031", 48037, "1:00pm - 2:00pm", "", "13:00:00", "15:00:00"),
      vic(
        "08/07/2031",
        48037,
        "12:00am - 11:59pm",
        "Exposure time period applies from 12:00am on 8 July to 11:59pm on 12 July.",
        "00:00:00",
        "23:59:00",
      ),
    ]
    const read = readList(workbook([vicHead, ...rows]))
    expect(read.ok && read.value.outcomes.map(codesOf)).toEqual([
      ["columns-disagree"],
      ["columns-disagree"],
      ["notes-say-other-time"],
    ])
  })
})

describe("Nova Scotia", () => {
  const list = (...exposures: Readonly<Record<string, string>>[]) =>
    JSON.stringify({
      province: "Nova Scotia",
      timezone: "America/Halifax",
      last_updated: "2031-05-01 10:00",
      exposures,
    })
  const one = {
    kind: "Place",
    name: "Lupin Diner",
    address: "1 Quiet St.",
    g_maps_address: "",
    date_begin: "2031-04-25 14:30",
    date_end: "2031-04-25 16:30",
    details: "",
    advice: "Get tested",
    zone: "Central",
    last_updated: "2031-04-26 08:00",
  }

  test("reads places, buses and flights with their rows and seats", () => {
    const read = readText(
      list(
        one,
        {
          ...one,
          kind: "Flight",
          name: "Elsewhere Air 8782",
          address: "Passengers in rows 1-4, seats A, D and F, and rows 12 – 18, seats C and D",
        },
        { ...one, kind: "Transit", name: "Route 3", address: "All seats" },
      ),
    )
    expect(read.format).toBe("nova-scotia")
    const exposures = read.outcomes.flatMap((outcome) => (outcome.state === "quarantined" ? [] : outcome.exposures))
    expect(exposures.map(({ kind, seats }) => [kind, seats])).toEqual([
      ["place", []],
      [
        "flight",
        [
          { rows: [1, 4], seats: ["A", "D", "F"] },
          { rows: [12, 18], seats: ["C", "D"] },
        ],
      ],
      ["vehicle", [{}]],
    ])
    expect(timesOf(read.outcomes[0])).toEqual(["2031-04-25 14:30 to 2031-04-25 16:30"])
  })

  test("a flight with a street for seats is for a person; a document cut off is refused where it ends", () => {
    expect(readText(list(one, { ...one, kind: "Flight", address: "667 Main St." })).outcomes.map(codesOf)).toEqual([
      [],
      ["seats-not-read"],
    ])
    const text = list(one)
    const read = readList(new TextEncoder().encode(text.slice(0, -20)))
    expect(read).toMatchObject({ ok: false, reason: "truncated", offset: text.length - 20 })
  })
})

describe("New South Wales", () => {
  const page = (rows: readonly string[]) =>
    `| Last updated    | Type                 | Suburb          | Venue                     | Date and time of exposure                                    |\n| --- | --- | --- | --- | --- |\n${rows.join("\n")}\n`

  test("reads several times run together in a cell, and parts the address from the name", () => {
    const read = readText(
      page([
        "| 12/07/2031 | Casual Contact | Elsewhere | Banksia Hotel22-30 Quiet Street | 1pm to 1:20pm on Wednesday 9 July 203112pm (noon) to 12:35pm on Tuesday 8 July 2031All day on Monday 7 July 2031 |",
      ]),
    )
    expect(read.format).toBe("nsw")
    const [outcome] = read.outcomes
    expect(timesOf(outcome)).toEqual([
      "2031-07-09 13:00 to 2031-07-09 13:20",
      "2031-07-08 12:00 to 2031-07-08 12:35",
      "2031-07-07 00:00 to 2031-07-08 00:00",
    ])
    expect(outcome?.state === "repaired" && outcome.exposures[0]).toMatchObject({
      names: [{ text: "Banksia Hotel" }],
      address: "22-30 Quiet Street",
      tier: "Casual Contact",
    })
  })

  test("a row with one time that cannot be right waits whole, and says which time", () => {
    const read = readText(
      page([
        "| 12/07/2031 | Close Contact | Elsewhere | McBanksia's | 1pm to 1:20pm on Wednesday 9 July 20319:30am to 4:30am on Tuesday 8 July 2031 |",
      ]),
    )
    const [outcome] = read.outcomes
    expect(outcome?.state === "quarantined" && outcome.why).toEqual([
      { code: "end-before-start", given: "9:30am - 4:30am" },
    ])
  })

  test("reads the same table from the saved web page, where a break stands between the times", () => {
    const head =
      "<tr><th>Last updated</th><th>Type</th><th>Suburb</th><th>Venue</th><th>Date and time of exposure</th></tr>"
    const html = `<!DOCTYPE html><html><body><table>${head}<tr><td>12/07/2031</td><td>Casual</td><td>Elsewhere</td><td>Banksia &amp; Co<br>1 Quiet Street</td><td>1pm to 2pm on Wednesday 9 July 2031<br>3pm to 4pm on Wednesday 9 July 2031</td></tr></table></body></html>`
    const read = readText(html)
    expect(read.format).toBe("nsw")
    expect(read.outcomes.flatMap(timesOf)).toHaveLength(2)
    expect(read.outcomes[0]?.state === "repaired" && read.outcomes[0].exposures[0]).toMatchObject({
      names: [{ text: "Banksia & Co" }],
      address: "1 Quiet Street",
    })
  })
})

describe("Hong Kong", () => {
  const english =
    'District,Building name,Last date of residence of the case(s),Related probable/confirmed cases\nWan Chai,"Block 1, Quiet Estate",,1\nSHA TIN,Fictional Teahouse (non-residential),18/11/2031,"2, 3"\nNorth,Imaginary Tower,19/11/2031,4\n'
  const chinese =
    '\ufeff地區,大廈名單,最後個案居住日期,相關疑似/確診個案\n灣仔,靜寂邨1座,,1\n沙田,虛構茶樓 (非住宅),18/11/2031,"2, 3"\n北區,想像大廈,20/11/2031,4\n'

  test("a day without hours is the whole day; a building without a day is a residence and no visit", () => {
    const read = readText(english)
    expect(read.format).toBe("hong-kong")
    expect(read.outcomes.map(codesOf)).toEqual([
      ["no-date"],
      ["remark-taken-from-name", "district-spelling", "date-without-time"],
      ["date-without-time"],
    ])
    expect(timesOf(read.outcomes[1])).toEqual(["2031-11-18 00:00 to 2031-11-19 00:00"])
  })

  test("the Chinese twin is read alike, its mark at the beginning left out", () => {
    const read = readText(chinese)
    expect(read.format).toBe("hong-kong")
    expect(read.outcomes[1]?.state === "repaired" && read.outcomes[1].exposures[0]).toMatchObject({
      names: [{ language: "zh-Hant", text: "虛構茶樓" }],
      remarks: ["非住宅"],
      district: "沙田",
    })
  })

  test("twins are joined row by row where they agree; where they do not, each row stands alone and says so", () => {
    const read = readText(english, { twin: new TextEncoder().encode(chinese) })
    expect(read.outcomes).toHaveLength(4)
    const [, teahouse, tower, alone] = read.outcomes
    expect(teahouse?.state === "repaired" && teahouse.exposures[0]?.names).toEqual([
      { language: "en", text: "Fictional Teahouse" },
      { language: "zh-Hant", text: "虛構茶樓" },
    ])
    expect([tower, alone].map((outcome) => codesOf(outcome).includes("twin-not-alike"))).toEqual([true, true])
    expect(alone?.state === "repaired" && alone.exposures[0]?.names).toEqual([
      { language: "zh-Hant", text: "想像大廈" },
    ])
  })
})

describe("lists in two languages at once", () => {
  test("titles in both languages, or a column for each, give both names", () => {
    const both = readText(
      "District 地區,Building name,大廈名稱,Date 日期\nWan Chai,Fictional Tower,虛構大廈,18/11/2031\n",
    )
    expect(both.format).toBe("hong-kong")
    expect(both.outcomes[0]?.state === "repaired" && both.outcomes[0].exposures[0]?.names).toEqual([
      { language: "en", text: "Fictional Tower" },
      { language: "zh-Hant", text: "虛構大廈" },
    ])
  })
})
