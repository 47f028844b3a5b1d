import { ACCENTS, drawMark, drawSymbol, joinByLanguages, type PosterInk, registerFaces, WHITE } from "./draw-parts.ts"
import type { PosterDocument, PosterFonts } from "./poster-document.ts"
import { MM, type Place, PosterPen } from "./poster-pen.ts"
import { type CardCodes, type CardWords, numberLines, pinLines, weekLines } from "./write-cards.ts"
import type { PosterLine } from "./write-poster.ts"

/** Cards on one A4 sheet, one over another. */
export const CARDS_A_SHEET = 2
/** PIN slips on one A4 sheet. */
export const SLIPS_A_SHEET = 21

// Millimetres on A4 (210 × 297). A card is a strip of three parts, printed on one side: the first folds back and is the outside, the
// third folds in over the second. Folded it fits into a pocket, and only the outside's codes are seen.
const PART = { width: 63, height: 137 }
const CARD = { left: 10.5, top: 9, gap: 5 }
const PAD = 4
const CODE = 28
const INSIDE = 44
const SLIP = { width: 63, height: 34, columns: 3, left: 10.5, top: 24 }
const LINE = "#8a8f8d"
const LEAST = 9

/** Draws up to two cards on the document's current page; `first` is the number of the first one in the print. */
export function drawCards(
  doc: PosterDocument,
  cards: readonly CardCodes[],
  { words, fonts, ink, first }: CardPrint,
): void {
  const { pen, end } = penFor(doc, fonts)
  cards.forEach((card, row) => {
    const y = CARD.top + row * (PART.height + CARD.gap)
    const at = (part: number) => ({ x: CARD.left + part * PART.width, y })
    drawOutside(pen, card, { words, ink, place: at(0) })
    drawInside(pen, card, words, { ...at(1), number: first + row })
    drawHelp(pen, words, at(2))
    drawEdges(doc, y)
  })
  end()
}

/** How a print of cards looks. */
export interface CardPrint {
  readonly words: CardWords
  readonly fonts: PosterFonts
  readonly ink: PosterInk
  readonly first: number
}

/** Draws the PIN slips of a print, to be cut apart and handed over apart from the cards. */
export function drawPinSlips(doc: PosterDocument, pins: readonly string[], { words, fonts, first }: CardPrint): void {
  const { pen, end } = penFor(doc, fonts)
  let y = 6
  for (const line of words.pins) y += pen.say(line, { x: SLIP.left, y, width: 189, size: 11 }) + 0.5
  pins.forEach((pin, at) => {
    const x = SLIP.left + (at % SLIP.columns) * SLIP.width
    const top = SLIP.top + Math.floor(at / SLIP.columns) * SLIP.height
    const room = { x: x + PAD, width: SLIP.width - 2 * PAD }
    const [hant, en] = pinLines(first + at)
    if (hant) pen.say(hant, { ...room, y: top + 3, size: 11 })
    if (en) pen.say(en, { ...room, y: top + 9, size: 11 })
    pen.say(
      { lang: "en", text: `${pin.slice(0, 3)} ${pin.slice(3)}` },
      { ...room, y: top + 16, size: 26, weight: "bold" },
    )
    pen.decorate(() => frame(doc, x, top, SLIP.width, SLIP.height))
  })
  end()
}

function penFor(doc: PosterDocument, fonts: PosterFonts) {
  registerFaces(doc, fonts)
  const root = doc.struct("Document")
  doc.addStructure(root)
  return { pen: new PosterPen(doc, root), end: () => root.end() }
}

interface Corner {
  readonly x: number
  readonly y: number
}

function drawOutside(
  pen: PosterPen,
  card: CardCodes,
  { words, ink, place }: { readonly words: CardWords; readonly ink: PosterInk; readonly place: Corner },
): void {
  const { x, y } = place
  const accent = ACCENTS[ink]
  pen.decorate(() => {
    pen.doc.rect(x * MM, y * MM, PART.width * MM, 15 * MM).fill(accent)
    drawMark(pen.doc, { x: x + PAD, y: y + 3, side: 9, accent })
  })
  words.title.slice(0, 2).forEach((line, row) => {
    pen.say(line, {
      x: x + 15,
      y: y + 1.5 + row * 5.8,
      width: 27,
      size: 13,
      least: LEAST,
      weight: "bold",
      colour: WHITE,
    })
  })
  pen.say(
    { lang: "en", text: "HomeSafe" },
    { x: x + 42, y: y + 2, width: PART.width - 42 - PAD, size: 9, align: "right", colour: WHITE },
  )
  card.fronts.forEach((code, week) => {
    const left = x + 2.5 + (week % 2) * (CODE + 2)
    const top = y + 18 + Math.floor(week / 2) * (CODE + 8)
    const [label] = joinByLanguages(weekLines(week + 1))
    if (label) pen.say(label, { x: left, y: top, width: CODE, size: 10, align: "center", weight: "bold" })
    drawSymbol(pen, { act: weekLines(week + 1) }, code, { left, top: top + 4.5, frame: CODE })
  })
  sayAll(pen, words.front, { x: x + PAD, y: y + 91, width: PART.width - 2 * PAD, size: 12 })
  const [demonstration] = joinByLanguages(words.demonstration)
  if (demonstration)
    pen.say(demonstration, { x: x + PAD, y: y + 128, width: PART.width - 2 * PAD, size: 9, weight: "bold" })
}

function drawInside(
  pen: PosterPen,
  card: CardCodes,
  words: CardWords,
  { x, y, number }: Corner & { readonly number: number },
): void {
  const room = { x: x + PAD, width: PART.width - 2 * PAD }
  const left = x + (PART.width - INSIDE) / 2
  drawSymbol(pen, { act: words.inside }, card.inside, { left, top: y + 2, frame: INSIDE })
  let below = sayAll(pen, words.inside, { ...room, y: y + INSIDE + 3, size: 11, weight: "bold" }) + 1.5
  below = sayAll(pen, words.whoever, { ...room, y: below, size: 10 }) + 1.5
  sayAll(pen, words.pin, { ...room, y: below, size: 10 })
  // Inside only: a number outside could be noted at a door.
  const [short] = joinByLanguages(numberLines(number))
  if (short) pen.say(short, { ...room, y: y + PART.height - 7, size: 9, align: "right" })
}

function drawHelp(pen: PosterPen, words: CardWords, { x, y }: Corner): void {
  const room = { x: x + PAD, width: PART.width - 2 * PAD }
  let at = y + 3
  for (const { title, text, lost } of words.ask) {
    at += pen.say(title, { ...room, y: at, size: 15, weight: "bold" }) + 0.6
    at += pen.say(text, { ...room, y: at, size: 12.5 }) + 0.6
    at += pen.say(lost, { ...room, y: at, size: 11 }) + 3
  }
}

function sayAll(pen: PosterPen, lines: readonly PosterLine[], place: Place): number {
  return lines.reduce((y, line) => y + pen.say(line, { ...place, y }) + 0.3, place.y)
}

// Cut around; fold where the short marks stand.
function drawEdges(doc: PosterDocument, y: number): void {
  frame(doc, CARD.left, y, 3 * PART.width, PART.height)
  for (const part of [1, 2]) {
    const x = CARD.left + part * PART.width
    for (let dash = 0; dash < PART.height; dash += 4) doc.rect((x - 0.1) * MM, (y + dash) * MM, 0.2 * MM, 2 * MM)
    doc.fill(LINE)
  }
}

function frame(doc: PosterDocument, x: number, y: number, width: number, height: number): void {
  doc
    .lineWidth(0.2 * MM)
    .rect(x * MM, y * MM, width * MM, height * MM)
    .stroke(LINE)
}
