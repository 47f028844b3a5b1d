import { makeQrSymbol, type QrText } from "../code/qr-symbol.ts"
import {
  ACCENTS,
  drawMark,
  drawSymbol,
  joinByLanguages,
  type PosterInk,
  QUIET_MODULES,
  registerFaces,
  WHITE,
} from "./draw-parts.ts"
import type { PosterDocument, PosterFonts } from "./poster-document.ts"
import { faceOf, INK, MM, PosterPen } from "./poster-pen.ts"
import type { PosterSheet } from "./write-poster.ts"

// All lengths below are millimetres on A4 (210 × 297).
const PAGE = { width: 210, height: 297, margin: 13 }
const BAND = 40
/** Side of the symbol without its quiet zone: readable from about a metre. */
const CODE = 100
const FOOT_TOP = 262

/** Draws one poster on the document's current page. Pure: it reads no clock, no network and no file. */
export function drawPoster(
  doc: PosterDocument,
  sheet: PosterSheet,
  fonts: PosterFonts,
  ink: PosterInk = "colour",
): void {
  registerFaces(doc, fonts)
  const root = doc.struct("Document")
  doc.addStructure(root)
  const pen = new PosterPen(doc, root)
  drawBand(pen, sheet, ACCENTS[ink])
  const below = drawNames(pen, sheet)
  if (sheet.code) drawCode(pen, sheet, sheet.code, below)
  else drawGoIn(pen, sheet, below)
  drawPromises(pen, sheet)
  drawFoot(pen, sheet)
  root.end()
}

function drawBand(pen: PosterPen, sheet: PosterSheet, accent: string): void {
  const { doc } = pen
  pen.decorate(() => {
    doc.rect(0, 0, PAGE.width * MM, BAND * MM).fill(accent)
    drawMark(doc, { x: PAGE.margin, y: 9.5, side: 21, accent })
  })
  sheet.act.forEach((line, row) => {
    pen.say(line, { x: 42, y: 6 + row * 9.6, width: 92, size: 19, least: 12, weight: "bold", colour: WHITE })
  })
  const end = { x: 136, width: PAGE.width - PAGE.margin - 136, align: "right", colour: WHITE } as const
  pen.say({ lang: "en", text: "HomeSafe" }, { ...end, y: 7, size: 15, weight: "bold" })
  joinByLanguages(sheet.marks).forEach((line, row) => {
    pen.say(line, { ...end, y: 15 + row * 7, size: 12, least: 9 })
  })
}

function drawNames(pen: PosterPen, sheet: PosterSheet): number {
  // The first name stands in a line of 22 mm, the others smaller under it.
  const sizes = [46, 27, 17]
  let y = BAND + 3
  sheet.venue.forEach((line, row) => {
    const size = sizes[row] ?? 17
    const height = pen.say(line, {
      x: PAGE.margin,
      y,
      width: PAGE.width - 2 * PAGE.margin,
      size,
      least: Math.min(size, 15),
      weight: row < 2 ? "bold" : "regular",
      align: "center",
      heading: row === 0,
    })
    y += Math.min(height, 22)
  })
  return y
}

function drawCode(pen: PosterPen, sheet: PosterSheet, code: QrText, below: number): void {
  const { size } = makeQrSymbol(code)
  const frame = (CODE * (size + 2 * QUIET_MODULES)) / size
  const door = sheet.entrance.length > 0 ? 12 : 0
  // Centred in the room between the names and the promises.
  const top = Math.max(below + 1.5, below + (FOOT_TOP - 25 - below - frame - door) / 2)
  const left = (PAGE.width - frame) / 2
  pen.decorate(() => {
    pen.doc
      .lineWidth(1 * MM)
      .roundedRect(left * MM, top * MM, frame * MM, frame * MM, 4 * MM)
      .stroke(INK)
    drawTactileMark(pen.doc, top + frame / 2)
  })
  drawSymbol(pen, sheet, code, { left, top, frame })
  drawEntrance(pen, sheet, top + frame + 2.5)
}

// Stripes at the left edge at the code's height, to be notched or folded: found by touch.
function drawTactileMark(doc: PosterDocument, centre: number): void {
  for (let stripe = -4; stripe <= 4; stripe++) doc.rect(0, (centre + stripe * 5 - 1.25) * MM, 4.6 * MM, 2.5 * MM)
  doc.fill(INK)
}

// One line, a dot between the languages, each in its own face.
function drawEntrance(pen: PosterPen, sheet: PosterSheet, y: number): void {
  const { doc } = pen
  const room = PAGE.width - 2 * PAGE.margin
  const gap = 6
  let size = 22
  const widths = () =>
    sheet.entrance.map((line) => doc.font(faceOf(line.lang, "bold")).fontSize(size).widthOfString(line.text) / MM + 1)
  const total = () => widths().reduce((sum, width) => sum + width, gap * (sheet.entrance.length - 1))
  while (total() > room && size > 9) size -= 0.5
  let x = (PAGE.width - Math.min(total(), room)) / 2
  widths().forEach((width, place) => {
    const line = sheet.entrance[place]
    if (!line) return
    if (place > 0)
      pen.decorate(() => doc.rect((x - gap / 2 - 1) * MM, (y + size * 0.26) * MM, 1 * MM, 1 * MM).fill(INK))
    pen.say(line, { x, y, width: Math.min(width, room), size, weight: "bold" })
    x += width + gap
  })
}

function drawGoIn(pen: PosterPen, sheet: PosterSheet, below: number): void {
  const { doc } = pen
  const top = below + 8
  const height = FOOT_TOP - 32 - top
  pen.decorate(() => {
    doc
      .lineWidth(2 * MM)
      .roundedRect(PAGE.margin * MM, top * MM, (PAGE.width - 2 * PAGE.margin) * MM, height * MM, 6 * MM)
      .stroke(INK)
  })
  const room = {
    x: PAGE.margin + 8,
    width: PAGE.width - 2 * PAGE.margin - 16,
    align: "center",
    weight: "bold",
  } as const
  let y = top + 16
  for (const line of sheet.act) y += pen.say(line, { ...room, y, size: 34 }) + 9
  drawEntrance(pen, sheet, FOOT_TOP - 32 - 16)
}

function drawPromises(pen: PosterPen, sheet: PosterSheet): void {
  const { doc } = pen
  const top = FOOT_TOP - 23
  const width = PAGE.width - 2 * PAGE.margin
  pen.decorate(() => {
    doc
      .lineWidth(0.5 * MM)
      .roundedRect(PAGE.margin * MM, top * MM, width * MM, 21 * MM, 2.5 * MM)
      .stroke(INK)
  })
  const column = width / sheet.promises.length
  sheet.promises.forEach((promise, place) => {
    const box = { x: PAGE.margin + place * column + 3, width: column - 6, size: 12, least: 9 }
    const height = pen.say({ lang: promise.lang, text: promise.strong }, { ...box, y: top + 2.4, weight: "bold" })
    pen.say({ lang: promise.lang, text: promise.plain }, { ...box, y: top + 2.6 + height })
  })
}

function drawFoot(pen: PosterPen, sheet: PosterSheet): void {
  const half = (PAGE.width - 2 * PAGE.margin) / 2 - 2
  const top = FOOT_TOP + 2
  const left = { x: PAGE.margin, width: half, least: 9 }
  const right = { x: PAGE.width - PAGE.margin - half, width: half, align: "right", least: 9 } as const
  pen.say({ lang: "en", text: sheet.stamp }, { ...left, y: top - 1, size: 22, weight: "bold" })
  sheet.until.forEach((line, row) => {
    pen.say(line, { ...left, y: top + 8.5 + row * 5, size: 10 })
  })
  sheet.origin.forEach((line, row) => {
    pen.say(line, { ...right, y: top + 8.5 + row * 5, size: 10 })
  })
  if (sheet.demonstration.length > 0) {
    const text = sheet.demonstration.map((line) => line.text)
    pen.say({ lang: "zh-Hant", text: `${text[0]} ${text[1]}` }, { ...right, y: top + 0.5, size: 11, weight: "bold" })
  }
}
