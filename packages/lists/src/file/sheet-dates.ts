/** What a number format shows of a moment. */
export type DatePart = "date" | "time" | "both"

// ECMA-376 Part 1, 18.8.30: formats that every program knows by their number.
const builtIn: Readonly<Record<number, string>> = {
  14: "d/m/y",
  15: "d-mmm-yy",
  16: "d-mmm",
  17: "mmm-yy",
  18: "h:mm AM/PM",
  19: "h:mm:ss AM/PM",
  20: "h:mm",
  21: "h:mm:ss",
  22: "d/m/y h:mm",
  45: "mm:ss",
  46: "[h]:mm:ss",
  47: "mm:ss.0",
}

/** The number format of each cell style of a workbook, in order. */
export function dateStyles(xml: string): string[] {
  const own = new Map<number, string>()
  for (const [, id = "", code = ""] of xml.matchAll(
    /<(?:\w+:)?numFmt\b[^>]*?numFmtId="(\d+)"[^>]*?formatCode="([^"]*)"/g,
  ))
    own.set(Number(id), code)
  const cellFormats = /<(?:\w+:)?cellXfs\b[\s\S]*?<\/(?:\w+:)?cellXfs>/.exec(xml)?.[0] ?? ""
  return [...cellFormats.matchAll(/<(?:\w+:)?xf\b([^>]*)/g)].map(([, attributes = ""]) => {
    const id = Number(/numFmtId="(\d+)"/.exec(attributes)?.[1] ?? 0)
    const isEastAsian = (id >= 27 && id <= 36) || (id >= 50 && id <= 58)
    return own.get(id) ?? builtIn[id] ?? (isEastAsian ? "y/m/d" : "")
  })
}

/** Whether a format shows a day, a time of day, or both. */
export function datePartOf(format: string): DatePart | undefined {
  const letters = format.replace(/&quot;.*?&quot;|"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "").toLowerCase()
  if (/^[#0,.%?\s]*$/.test(letters) || letters === "general" || letters === "@") return undefined
  const hasTime = /h|s/.test(letters)
  const hasDay = /[yd]/.test(letters) || (!hasTime && /m/.test(letters))
  return hasDay && hasTime ? "both" : hasDay ? "date" : hasTime ? "time" : undefined
}

const DAY_MS = 86_400_000

/** A spreadsheet's serial number as text: days since 1899-12-30, or since 1904-01-01 in old files of a Mac. */
export function serialText(serial: number, part: DatePart, from1904: boolean): string {
  if (!Number.isFinite(serial) || serial < 0 || serial > 2_958_466) return String(serial)
  const origin = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)
  // Seconds are rounded: 0.604166666666667 of a day is 14:30 and not 14:29:59.999.
  const text = new Date(origin + Math.round(serial * 86_400) * 1000).toISOString()
  const isMidnight = Math.round(serial * 86_400) % 86_400 === 0
  if (part === "time" && serial < 1 + 1e-9) return serial >= 1 ? "24:00:00" : text.slice(11, 19)
  return part === "date" && isMidnight ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 19)}`
}

/** A day's serial number as a date, where a number can be one: the years 2000 to 2099. */
export function dateOfSerial(serial: number): { year: number; month: number; day: number } | undefined {
  if (serial < 36_526 || serial >= 73_051) return undefined
  const date = new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * DAY_MS)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}
