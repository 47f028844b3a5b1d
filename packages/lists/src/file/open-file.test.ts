import { describe, expect, test } from "vitest"
import { codesOf, readText, refusalOf, timesOf, workbook } from "../lists.test-support.ts"
import { readList } from "../read-list.ts"

const head = "id,Event,Location,City,Start,End,Advice"
const good = 'e1,Kōwhai Hall,1 Quiet Street,Elsewhere,"13/08/2031, 1:00 pm","13/08/2031, 2:00 pm",Watch'
const bytes = (text: string) => new TextEncoder().encode(text)

/** A workbook whose directory declares another size for each of its parts. */
function declaring(file: Uint8Array, size: number): Uint8Array {
  const changed = file.slice()
  const view = new DataView(changed.buffer)
  for (let at = 0; at + 46 < changed.length; at += 1)
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, size, true)
  return changed
}

describe("a broken file is refused whole, with the reason and the place", () => {
  test.each([
    ["empty-file", "", 0],
    ["merge-conflict", `<<<<<<< HEAD\n${head}\n${good}\n`, 0],
    ["merge-conflict", `${head}\n${good}\n=======\n${good}\n`, head.length + 1 + bytes(good).length + 1],
    ["truncated", `${head}\n${good}\ne2,Kōwhai Hall,"1 Quiet`, head.length + 1 + bytes(good).length + 1],
    ["truncated", `${head}\n${good}\ne2,Kowhai`, head.length + 1 + bytes(good).length + 1 + 9],
    ["no-rows", `${head}\n`, 0],
    ["no-head", `${good}\n${good}\n`, 0],
    ["web-page", "<!DOCTYPE html><html><body>Service unavailable</body></html>", 0],
    ["unknown-file", "%PDF-1.7 …", 0],
    ["truncated", '{"exposures":[{"name":"x"', 25],
  ] as const)("%s", (reason, text, offset) => {
    expect(refusalOf(text)).toEqual({ reason, offset })
  })

  test("a text that is not in the encoding it seems to be", () => {
    const latin = Uint8Array.from(
      [...`${head}\n${"e1,Caf\u00e9 \u00e0 c\u00f4t\u00e9,1,2,3,4,5\n".repeat(20)}`].map((letter) =>
        letter.charCodeAt(0),
      ),
    )
    expect(refusalOf(latin)).toEqual({ reason: "not-the-encoding", offset: head.length + 1 + 6 })
    expect(refusalOf(Uint8Array.from([0xff, 0xfe, 0x41]))).toEqual({ reason: "truncated", offset: 2 })
  })

  test("a workbook that was cut off, and one that inflates without measure", () => {
    const file = workbook([
      ["Venue", "Date"],
      ["Quiet Hall", { number: 48037, style: 1 }],
    ])
    expect(refusalOf(file.slice(0, -30))?.reason).toBe("truncated")
    expect(refusalOf(declaring(file, 0x7fff_ffff))?.reason).toBe("sheet-too-large")
    // One that declares less than it holds gets no more room than it declared.
    expect(refusalOf(declaring(file, 40))?.reason).toBeDefined()
  })
})

describe("whatever writes a file, its rows are read", () => {
  const times = (file: Uint8Array) => {
    const read = readList(file)
    return read.ok ? read.value.outcomes.flatMap(timesOf) : read.reason
  }
  const text = `${head}\n${good}\n`
  const expected = ["2031-08-13 13:00 to 2031-08-13 14:00"]
  const wide = (mark: string, swap: boolean) =>
    Uint8Array.from(
      [...(mark + text)].flatMap((letter) => {
        const code = letter.charCodeAt(0)
        return swap ? [code >> 8, code & 255] : [code & 255, code >> 8]
      }),
    )
  test.each([
    ["a byte-order mark", bytes(`\ufeff${text}`)],
    ["CRLF", bytes(text.replaceAll("\n", "\r\n"))],
    ["CR alone", bytes(text.replaceAll("\n", "\r"))],
    [
      "semicolons",
      bytes(
        "id;Event;Location;City;Start;End;Advice\ne1;Kōwhai Hall;1 Quiet Street;Elsewhere;13/08/2031, 1:00 pm;13/08/2031, 2:00 pm;Watch\n",
      ),
    ],
    [
      "tabs",
      bytes(
        "id\tEvent\tLocation\tCity\tStart\tEnd\tAdvice\ne1\tKōwhai Hall\t1 Quiet Street\tElsewhere\t13/08/2031, 1:00 pm\t13/08/2031, 2:00 pm\tWatch\n",
      ),
    ],
    ["UTF-16, little end first", wide("\ufeff", false)],
    ["UTF-16, big end first", wide("\ufeff", true)],
    ["UTF-16 without a mark", wide("", false)],
    ["lines above the head", bytes(`Locations of interest\nas of 14 August\n\n${text}`)],
    ["no line's end at the end", bytes(text.trimEnd())],
  ])("%s", (_, file) => {
    expect(times(file)).toEqual(expected)
  })

  test("line breaks and quotes inside a cell stay in it", () => {
    const read = readText(
      `${head}\ne1,"The ""Quiet""\nHall",1 A Street,Elsewhere,"13/08/2031, 1:00 pm","13/08/2031, 2:00 pm",Watch\n${good}\n`,
    )
    expect(read.outcomes.map(({ row }) => row.number)).toEqual([2, 4])
    expect(read.outcomes[0]?.state === "repaired" && read.outcomes[0].exposures[0]?.names[0]?.text).toBe(
      'The "Quiet" Hall',
    )
  })
})

describe("a bad row does not spoil its file", () => {
  test("a stray Latin-1 byte is told with its offset, and its row waits", () => {
    const text = bytes(`${head}\n${good}\n${good.replace("e1", "e2")}\n${good.replace("e1", "e3")}\n`)
    const at = head.length + 1 + (bytes(good).length + 1) + 3
    text[at] = 0xe9
    const read = readList(text)
    expect(read.ok && read.value.outcomes.map(({ state }) => state)).toEqual(["accepted", "quarantined", "accepted"])
    expect(read.ok && read.value.outcomes[1]?.state === "quarantined" && read.value.outcomes[1].why).toEqual([
      { code: "byte-not-utf8", given: String(at) },
    ])
  })

  test("rows with too many or too few cells, broken quotes, no cell filled, and a head said twice wait", () => {
    const read = readText(`${head}\n${good},more\ne2,x\n"e3"x,Hall,1,2,3,4,5\n,,,,,,\n${head}\n${good}\n`)
    expect(read.outcomes.map((outcome) => codesOf(outcome)[0])).toEqual([
      "too-many-cells",
      "too-few-cells",
      "broken-quotes",
      "empty-row",
      "repeats-head",
      undefined,
    ])
  })
})
