import {
  CARDS_A_SHEET,
  type CardCodes,
  drawCards,
  drawPinSlips,
  type PosterFonts,
  type PosterInk,
  SLIPS_A_SHEET,
  writeCardWords,
} from "@homesafe/ui/poster"
import PDFDocument from "pdfkit"
import { toBytes } from "pdfkit/output"
import { type CardOrder, makeCards } from "./make-cards.ts"

// Seeds are made and drawn in this thread, which ends with the file: nothing else ever holds them.

/** What the worker is asked for: nothing secret. */
export interface CardRequest {
  readonly order: CardOrder
  readonly fonts: PosterFonts
  readonly ink: PosterInk
  readonly demonstration: boolean
}
/** How many cards are made, and in the end the file. */
export type CardAnswer = { readonly made: number } | { readonly pdf: Uint8Array<ArrayBuffer> }

const answer = (said: CardAnswer, transfer: Transferable[] = []) => postMessage(said, { transfer })
const random = (n: number) => crypto.getRandomValues(new Uint8Array(n))

addEventListener("message", (event: MessageEvent<CardRequest>) => {
  const { order } = event.data
  void makeCards(order, random, (made) => answer({ made }))
    .then((cards) => draw(event.data, cards))
    .then((pdf) => answer({ pdf }, [pdf.buffer]))
})

async function draw(
  { order, fonts, ink, demonstration }: CardRequest,
  cards: readonly CardCodes[],
): Promise<Uint8Array<ArrayBuffer>> {
  const words = writeCardWords({ hasPin: order.hasPin, demonstration })
  const doc = new PDFDocument({
    size: "A4",
    margin: 0,
    font: null, // no built-in Helvetica: its constructor would look for a file
    lang: "zh-Hant",
    tagged: true,
    displayTitle: true,
    info: { Title: "HomeSafe" },
  })
  const bytes = toBytes(doc)
  const pins = cards.flatMap(({ pin }) => pin ?? [])
  for (let at = 0; at < cards.length; at += CARDS_A_SHEET) {
    if (at > 0) doc.addPage()
    drawCards(doc, cards.slice(at, at + CARDS_A_SHEET), { words, fonts, ink, first: at + 1 })
  }
  for (let at = 0; at < pins.length; at += SLIPS_A_SHEET) {
    doc.addPage()
    drawPinSlips(doc, pins.slice(at, at + SLIPS_A_SHEET), { words, fonts, ink, first: at + 1 })
  }
  doc.end()
  return bytes
}
