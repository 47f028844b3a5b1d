import { ACCENTS, drawMark, drawSymbol, joinByLanguages, type PosterInk, WHITE } from "./draw-parts.ts"
import { MM, type Place, type PosterPen } from "./poster-pen.ts"
import type { PosterLine, PosterSheet } from "./write-poster.ts"

/** Where a face stands on the page, in millimetres from its top left. */
export interface FacePlace {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Measures of a face: lengths in millimetres, type in points. `frame` is the code's side with its quiet zone. */
export interface FaceSizes {
  readonly pad: number
  readonly band: number
  readonly frame: number
  readonly act: number
  readonly names: readonly [number, number, number]
  readonly door: number
  readonly small: number
  readonly stamp: number
}

/** No type is smaller than this, in points. */
const LEAST = 9

/** Draws a face that lies on its long side: the act, then the code with the names beside it, then date, end and promise. */
export function drawFace(pen: PosterPen, sheet: PosterSheet, ink: PosterInk, place: FacePlace, sizes: FaceSizes): void {
  drawBand(pen, sheet, ACCENTS[ink], place, sizes)
  const top = place.y + sizes.band + sizes.pad * 0.4
  const left = place.x + sizes.pad
  const right = place.x + place.width - sizes.pad
  if (sheet.code) {
    drawSymbol(pen, sheet, sheet.code, { left, top, frame: sizes.frame })
    const x = left + sizes.frame + sizes.pad * 0.6
    drawColumn(pen, sheet, { x, y: top, width: right - x, height: sizes.frame }, sizes)
  } else drawColumn(pen, sheet, { x: left, y: top, width: right - left, height: sizes.frame }, sizes)
  drawFoot(pen, sheet, { x: left, y: top + sizes.frame + 1.5, width: right - left }, sizes)
}

function drawBand(pen: PosterPen, sheet: PosterSheet, accent: string, place: FacePlace, sizes: FaceSizes): void {
  const { x, y, width } = place
  const side = sizes.band * 0.6
  pen.decorate(() => {
    pen.doc.rect(x * MM, y * MM, width * MM, sizes.band * MM).fill(accent)
    drawMark(pen.doc, { x: x + sizes.pad, y: y + sizes.band * 0.2, side, accent })
  })
  const start = x + sizes.pad + side + 3
  const step = (sizes.band - 3) / 3
  sheet.act.forEach((line, row) => {
    const words = { x: start, y: y + 1 + row * step, width: x + width - sizes.pad - start }
    pen.say(line, { ...words, size: sizes.act, least: LEAST, weight: "bold", colour: WHITE })
  })
}

/** A line of the column, and whether it may be left out where names are long. */
interface ColumnLine {
  readonly line: PosterLine
  readonly size: number
  readonly weight: "bold" | "regular"
  readonly isSpare: boolean
}

function drawColumn(pen: PosterPen, sheet: PosterSheet, place: FacePlace, sizes: FaceSizes): void {
  let lines = linesOfColumn(sheet, sizes)
  const placeOf = ({ size, weight }: ColumnLine, y: number): Place => ({
    x: place.x,
    y,
    width: place.width,
    size,
    least: Math.min(size, LEAST),
    weight,
  })
  const total = () => lines.reduce((sum, each) => sum + pen.measure(each.line, placeOf(each, 0)), 0)
  while (total() > place.height && lines.some((each) => each.isSpare)) {
    const spare = lines.findLastIndex((each) => each.isSpare)
    lines = lines.filter((_, at) => at !== spare)
  }
  let y = place.y
  for (const each of lines) y += pen.say(each.line, placeOf(each, y))
}

function linesOfColumn(sheet: PosterSheet, sizes: FaceSizes): ColumnLine[] {
  const names = sheet.venue.map((line, row) => ({
    line,
    size: sizes.names[row] ?? sizes.small,
    weight: row < 2 ? ("bold" as const) : ("regular" as const),
    isSpare: line.lang === "zh-Hans",
  }))
  const doors = sheet.entrance.map((line) => ({
    line,
    size: sizes.door,
    weight: "bold" as const,
    isSpare: line.lang === "zh-Hans",
  }))
  const joined = joinByLanguages(sheet.marks)
  // The last is the graver one: "provisional" where there is such a mark.
  const marks = joined.map((line, at) => ({
    line,
    size: sizes.small,
    weight: "regular" as const,
    isSpare: at < joined.length - 1,
  }))
  const rules = sheet.promises.map(({ lang, strong }) => ({
    line: { lang, text: strong },
    size: sizes.door,
    weight: "bold" as const,
    isSpare: false,
  }))
  const help = sheet.promises.map(({ lang, plain }) => ({
    line: { lang, text: plain },
    size: sizes.small,
    weight: "regular" as const,
    isSpare: true,
  }))
  // Without a code there is room for what is said most loudly: that nobody may be asked to scan.
  return [...names, ...doors, ...marks, ...(sheet.code ? [] : rules), ...help]
}

function drawFoot(
  pen: PosterPen,
  sheet: PosterSheet,
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
  sizes: FaceSizes,
): void {
  const first = width * 0.46
  const step = sizes.small * 0.51
  let below = y + pen.say({ lang: "en", text: sheet.stamp }, { x, y, width: first, size: sizes.stamp, weight: "bold" })
  const until = sheet.until.filter(({ text }, at, all) => all.findIndex((other) => other.text === text) === at)
  for (const line of [...until, ...joinByLanguages(sheet.demonstration)]) {
    pen.say(line, { x, y: below, width: until.includes(line) ? first : width, size: sizes.small, least: LEAST })
    below += step
  }
  if (!sheet.code) return
  const right = { x: x + first, width: width - first, size: sizes.small, least: LEAST, align: "right" } as const
  sheet.promises.forEach(({ lang, strong }, row) => {
    pen.say({ lang, text: strong }, { ...right, y: y + 1 + row * step, weight: "bold" })
  })
}
