import { describe, expect, test } from "vitest"
import { compareLists } from "./compare-lists.ts"
import { readText } from "./lists.test-support.ts"
import type { ListReading } from "./shapes.ts"

const head = "id,Event,Location,City,Start,End,Advice,LAT,LNG"
const line = (id: string, name: string, hours = "1:00 pm|2:00 pm", lat = "-36.8", day = "13/08/2031") => {
  const [start, end] = hours.split("|")
  return `${id},${name},1 Quiet Street,Elsewhere,"${day}, ${start}","${day}, ${end}",Watch,${lat},174.7`
}
const read = (...lines: string[]) => readText(`${head}\n${lines.join("\n")}\n`)
const kept = (list: ListReading) =>
  list.outcomes
    .flatMap((row) => (row.state === "quarantined" ? [] : row.exposures))
    .map((exposure, key) => ({ key, exposure }))
const compare = (before: ListReading, now: ListReading) => {
  const { fresh, unchanged, corrected, gone, inDoubt } = compareLists(kept(before), now.outcomes)
  return {
    fresh: fresh.length,
    unchanged: unchanged.length,
    corrected: corrected.map(({ fields }) => fields.join()),
    gone: gone.length,
    inDoubt: inDoubt.length,
  }
}
const same = { fresh: 0, unchanged: 1, corrected: [], gone: 0, inDoubt: 0 }
// An id with the three characters that follow from its first fifteen.
const [short, long] = ["a0l4a0000004EhJ", "a0l4a0000004EhJAAU"]

describe("a list imported again", () => {
  test("an id that grew from fifteen to eighteen characters is the same id", () => {
    expect(compare(read(line(short, "Kōwhai Hall")), read(line(long, "Kōwhai Hall")))).toEqual(same)
    // Even when name, day and time were corrected with it; an id whose last three letters do not follow is another one.
    const moved = (id: string) => read(line(id, "Fern Café", "3:00 pm|4:00 pm", "-36.8", "15/08/2031"))
    expect(compare(read(line(short, "Kōwhai Hall")), moved(long)).corrected).toEqual(["name,start,end"])
    expect(compare(read(line(short, "Kōwhai Hall")), moved(`${short}AAA`))).toMatchObject({ fresh: 1, gone: 1 })
  })

  test("case, punctuation and another position are no correction", () => {
    expect(
      compare(read(line(short, "Kōwhai Hall")), read(line(short, "KOWHAI  HALL.", "1:00 pm|2:00 pm", "-36.9"))),
    ).toEqual(same)
  })

  test("a corrected time says so, and makes no second exposure", () => {
    expect(compare(read(line(short, "Kōwhai Hall")), read(line(short, "Kōwhai Hall", "1:00 pm|3:30 pm")))).toEqual({
      ...same,
      unchanged: 0,
      corrected: ["end"],
    })
  })

  test("a list that lost its ids for a day is recognised by name and time", () => {
    const without = readText(`Event,Location,City,Start,End,Advice,LAT,LNG\n${line("", "Kōwhai Hall").slice(1)}\n`)
    expect(compare(read(line(short, "Kōwhai Hall")), without)).toEqual(same)
    expect(compare(without, read(line(short, "Kōwhai Hall")))).toEqual(same)
  })

  test("what is no longer there is told as gone, and what is new as new", () => {
    expect(
      compare(
        read(line("e1", "Kōwhai Hall"), line("e2", "Fern Café")),
        read(line("e1", "Kōwhai Hall"), line("e3", "Tui Gym")),
      ),
    ).toEqual({ ...same, fresh: 1, gone: 1 })
  })

  test("an exposure whose row cannot be read any more is in doubt, and not gone", () => {
    expect(compare(read(line("e1", "Kōwhai Hall")), read(line("e1", "Kōwhai Hall", "3:00 pm|1:00 pm")))).toEqual({
      ...same,
      unchanged: 0,
      inDoubt: 1,
    })
  })

  test("several times of one place keep apart, and the one that moved is the corrected one", () => {
    const table = (rows: readonly string[]) =>
      readText(`Venue,Date,Time\n${rows.join("\n")}\n`, {
        mapping: { columns: { Venue: "name", Date: "date", Time: "times" }, timeZone: "Europe/Dublin" },
      })
    const before = table([
      "The Quiet Inn,14/03/2031,9am - 10am",
      "The Quiet Inn,14/03/2031,1pm - 2pm",
      "The Quiet Inn,15/03/2031,9am - 10am",
    ])
    const now = table([
      "The Quiet Inn,14/03/2031,1pm - 2pm",
      "The Quiet Inn,14/03/2031,9am - 11am",
      "The Quiet Inn,15/03/2031,9am - 10am",
    ])
    expect(compare(before, now)).toEqual({ fresh: 0, unchanged: 2, corrected: ["end"], gone: 0, inDoubt: 0 })
  })
})
