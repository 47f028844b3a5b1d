import { describe, expect, test } from "vitest"
import { codesOf, readText, readWhen, timesOf } from "../lists.test-support.ts"

const read: readonly (readonly [string, readonly string[]])[] = [
  ["9am to 10:30am on Saturday 5 July 2031", ["2031-07-05 09:00 to 2031-07-05 10:30"]],
  ["1:30pm - 3pm, 5 July 2031", ["2031-07-05 13:30 to 2031-07-05 15:00"]],
  ["25/07/2031, 11:30 am to 25/07/2031, 12:15 pm", ["2031-07-25 11:30 to 2031-07-25 12:15"]],
  ["2031-07-05T01:00:00-05:00 to 2031-07-05T08:00:00Z", ["2031-07-05 14:00 to 2031-07-05 16:00"]],
  ["2031-07-05 08:00 to 2031-07-05 09:30", ["2031-07-05 08:00 to 2031-07-05 09:30"]],
  ["July 5, 2031 14:00–15:00", ["2031-07-05 14:00 to 2031-07-05 15:00"]],
  ["between 9.15am and 10am on 5th of July 2031", ["2031-07-05 09:15 to 2031-07-05 10:00"]],
  ["from 12pm (noon) until 1pm on 5 July 2031", ["2031-07-05 12:00 to 2031-07-05 13:00"]],
  ["12 noon to 1pm on 5 July 2031", ["2031-07-05 12:00 to 2031-07-05 13:00"]],
  ["noon to 1pm on 5 July 2031", ["2031-07-05 12:00 to 2031-07-05 13:00"]],
  ["10am to 12 noon on 5 July 2031", ["2031-07-05 10:00 to 2031-07-05 12:00"]],
  ["8pm to midnight on 5 July 2031", ["2031-07-05 20:00 to 2031-07-06 00:00"]],
  ["8pm to 12am on 5 July 2031", ["2031-07-05 20:00 to 2031-07-06 00:00"]],
  ["12am (midnight) to 6am on 5 July 2031", ["2031-07-05 00:00 to 2031-07-05 06:00"]],
  ["10pm to 2:30am on 5 July 2031", ["2031-07-05 22:00 to 2031-07-06 02:30"]],
  ["11pm on 5 July 2031 to 2am on 6 July 2031", ["2031-07-05 23:00 to 2031-07-06 02:00"]],
  ["7pm to 11:59pm on 5 July 2031", ["2031-07-05 19:00 to 2031-07-06 00:00"]],
  ["All day on Saturday 5 July 2031", ["2031-07-05 00:00 to 2031-07-06 00:00"]],
  [
    "1pm to 1:20pm on Saturday 5 July 20312:15pm to 3pm on Friday 4 July 2031",
    ["2031-07-05 13:00 to 2031-07-05 13:20", "2031-07-04 14:15 to 2031-07-04 15:00"],
  ],
  [
    "All day on Saturday 5 July 203112:30pm to 1pm on Friday 4 July 2031",
    ["2031-07-05 00:00 to 2031-07-06 00:00", "2031-07-04 12:30 to 2031-07-04 13:00"],
  ],
  [
    "9am-10am, 2pm-3pm on 5 July 2031",
    ["2031-07-05 09:00 to 2031-07-05 10:00", "2031-07-05 14:00 to 2031-07-05 15:00"],
  ],
  [
    "5 July 2031: 9am-10am and 2pm-3pm; 6 July 2031: 11am-12pm",
    [
      "2031-07-05 09:00 to 2031-07-05 10:00",
      "2031-07-05 14:00 to 2031-07-05 15:00",
      "2031-07-06 11:00 to 2031-07-06 12:00",
    ],
  ],
  ["9am to 5pm on 5 and 6 July 2031", ["2031-07-05 09:00 to 2031-07-05 17:00", "2031-07-06 09:00 to 2031-07-06 17:00"]],
  [
    "9am to 5pm, Saturday 5 July to Monday 7 July 2031",
    [
      "2031-07-05 09:00 to 2031-07-05 17:00",
      "2031-07-06 09:00 to 2031-07-06 17:00",
      "2031-07-07 09:00 to 2031-07-07 17:00",
    ],
  ],
  ["5-6 July 2031, 9am to 5pm", ["2031-07-05 09:00 to 2031-07-05 17:00", "2031-07-06 09:00 to 2031-07-06 17:00"]],
  ["9-11am on 5 July 2031", ["2031-07-05 09:00 to 2031-07-05 11:00"]],
  ["11-1pm on 5 July 2031", ["2031-07-05 11:00 to 2031-07-05 13:00"]],
  ["1430-1500 hrs on 5 July 2031", ["2031-07-05 14:30 to 2031-07-05 15:00"]],
  ["5 July 2031 14h30 - 15h00", ["2031-07-05 14:30 to 2031-07-05 15:00"]],
  ["2031年7月5日 下午2時30分至下午4時", ["2031-07-05 14:30 to 2031-07-05 16:00"]],
  ["2031年7月5日（星期六）中午12時至1:30pm", ["2031-07-05 12:00 to 2031-07-05 13:30"]],
  ["2031年7月5日 全日", ["2031-07-05 00:00 to 2031-07-06 00:00"]],
  ["２０３１－０７－０５　１４：００～１５：００", ["2031-07-05 14:00 to 2031-07-05 15:00"]],
  [
    "Fri 4 Jul – Sun 6 Jul 2031, 10:00 - 22:00",
    [
      "2031-07-04 10:00 to 2031-07-04 22:00",
      "2031-07-05 10:00 to 2031-07-05 22:00",
      "2031-07-06 10:00 to 2031-07-06 22:00",
    ],
  ],
  [
    "Saturday 5 July 2031 from 9am to 5pm; Sunday 6 July 2031 from 9am to 5pm",
    ["2031-07-05 09:00 to 2031-07-05 17:00", "2031-07-06 09:00 to 2031-07-06 17:00"],
  ],
  ["July 5-6, 2031 9am to 5pm", ["2031-07-05 09:00 to 2031-07-05 17:00", "2031-07-06 09:00 to 2031-07-06 17:00"]],
  [
    "5 July 2031; 6 July 2031, 7pm to 9pm",
    ["2031-07-05 19:00 to 2031-07-05 21:00", "2031-07-06 19:00 to 2031-07-06 21:00"],
  ],
  ["1-2.30pm 5 July 2031", ["2031-07-05 13:00 to 2031-07-05 14:30"]],
  ["20310705 1300-1400", ["2031-07-05 13:00 to 2031-07-05 14:00"]],
]

const refused: readonly (readonly [string, string])[] = [
  ["8:30pm to close on 5 July 2031", "until-close"],
  ["8:30pm onwards on 5 July 2031", "until-close"],
  ["open to 9am on 5 July 2031", "until-close"],
  ["9am to 10am on Monday 5 July 2031", "weekday-differs"],
  ["9am to 10am on 31 June 2031", "no-such-date"],
  ["9am to 10am on 5 July", "no-year"],
  ["9am to 10am", "no-date"],
  ["9am on 5 July 2031", "no-end"],
  ["2pm to 1pm on 5 July 2031", "end-before-start"],
  ["9am to 9am on 5 July 2031", "end-equals-start"],
  ["1pm on 5 July 2031 to 3pm on 5 August 2031", "over-24-hours"],
  ["12:30pm (noon) to 2pm on 5 July 2031", "no-such-time"],
  ["25:10 to 26:00 on 5 July 2031", "no-such-time"],
  ["15:00 am to 16:00 on 5 July 2031", "no-such-time"],
  ["9am to 10am on 5 July 2031 except staff", "text-not-read"],
  ["5 July 2031 9am-10am; 6 July 2031", "no-time"],
  ["lunchtime on 5 July 2031", "text-not-read"],
  ["9:00 to 11:00 on 5 July 2031", "half-day-undecided"],
  ["9am to 10am on 5/7/2031", "day-order-undecided"],
]

describe("what a list says about time", () => {
  test.each(read)("%s", (when, times) => {
    expect(timesOf(readWhen(when))).toEqual(times)
  })

  test.each(refused)("%s waits for a person: %s", (when, code) => {
    expect(codesOf(readWhen(when))).toContain(code)
  })
})

describe("clocks that change", () => {
  test("a day with a change of clocks is one day, of 23 or 25 hours", () => {
    const spring = readWhen("All day on 26 September 2021", "Pacific/Auckland")
    const autumn = readWhen("All day on 4 April 2021", "Pacific/Auckland")
    const hours = [spring, autumn].map((row) =>
      row?.state === "repaired" ? row.exposures.map((one) => (one.end - one.start) / 3600) : [],
    )
    expect(hours).toEqual([[23], [25]])
  })

  test("a time that the clocks left out is for a person, for nobody can have been there", () => {
    expect(codesOf(readWhen("2:15am to 2:45am on 26 September 2021", "Pacific/Auckland"))).toEqual([
      "time-left-out-by-clock-change",
    ])
  })

  test("an hour that came twice is read as both", () => {
    const row = readWhen("2:15am to 2:45am on 4 April 2021", "Pacific/Auckland")
    expect(codesOf(row)).toEqual(["hour-came-twice"])
    expect(row?.state === "repaired" && row.exposures.map((one) => (one.end - one.start) / 60)).toEqual([90])
  })

  test("times before and after the change have their own difference from universal time", () => {
    const text =
      'id,Event,Location,City,Start,End,Advice\n1,Quiet Hall,1 A Street,Elsewhere,"25/09/2021, 9:00 am","25/09/2021, 10:00 am",x\n2,Quiet Hall,1 A Street,Elsewhere,"27/09/2021, 9:00 am","27/09/2021, 10:00 am",x\n'
    const starts = readText(text).outcomes.flatMap((row) =>
      row.state === "quarantined" ? [] : row.exposures.map((one) => new Date(one.start * 1000).toISOString()),
    )
    expect(starts).toEqual(["2021-09-24T21:00:00.000Z", "2021-09-26T20:00:00.000Z"])
  })
})

describe("day and month", () => {
  const table = (dates: readonly string[]) =>
    `Venue;Date;From;To\n${dates.map((date) => `Quiet Hall;${date};09:00;10:00`).join("\n")}\n`
  const days = (dates: readonly string[]) =>
    readText(table(dates), {
      mapping: {
        columns: { Venue: "name", Date: "date", From: "startTime", To: "endTime" },
        timeZone: "Europe/Dublin",
      },
    }).outcomes.map((row) => timesOf(row)[0]?.slice(0, 10) ?? codesOf(row)[0])

  test("one date that can only be read in one order decides the column", () => {
    expect(days(["3/4/2031", "13/4/2031"])).toEqual(["2031-04-03", "2031-04-13"])
    expect(days(["3/4/2031", "4/13/2031"])).toEqual(["2031-03-04", "2031-04-13"])
  })

  test("where nothing decides, the rows wait, save those whose day and month are alike", () => {
    expect(days(["3/4/2031", "5/5/2031"])).toEqual(["day-order-undecided", "2031-05-05"])
  })

  test("where dates contradict each other, only those that can be read in one way are read", () => {
    expect(days(["3/4/2031", "13/4/2031", "4/14/2031"])).toEqual(["day-order-undecided", "2031-04-13", "2031-04-14"])
  })

  test("one contradiction among many is the mistake of its row", () => {
    const many = Array.from({ length: 60 }, () => "13/4/2031")
    expect(days([...many, "3/4/2031", "4/14/2031"]).slice(-2)).toEqual(["2031-04-03", "day-order-undecided"])
  })
})
