import { drawFace, type FaceSizes } from "./draw-face.ts"
import { drawOnPaper, papers } from "./draw-on-paper.ts"
import { type PosterInk, registerFaces } from "./draw-parts.ts"
import { drawPoster } from "./draw-poster.ts"
import type { PosterDocument, PosterFonts } from "./poster-document.ts"
import { MM, PosterPen } from "./poster-pen.ts"
import type { PosterSheet } from "./write-poster.ts"

/** What a poster can be printed as: a sheet in three sizes, a table tent folded from A4, or six stickers on A4. */
export const forms = [...papers, "tent", "stickers"] as const
export type PosterForm = (typeof forms)[number]

// Millimetres on A4 (210 × 297), from the top left.
const TENT = { width: 210, height: 148.5 }
const STICKER = { width: 95, height: 92, columns: 2, rows: 3, left: 10, top: 10.5 }
const TENT_SIZES: FaceSizes = {
  pad: 10,
  band: 26,
  frame: 86,
  act: 18,
  names: [32, 20, 13],
  door: 16,
  small: 10,
  stamp: 16,
}
const STICKER_SIZES: FaceSizes = {
  pad: 5,
  band: 16,
  frame: 48,
  act: 11,
  names: [15, 12, 9],
  door: 10,
  small: 9,
  stamp: 12,
}
const LINE = "#8a8f8d"

/** Draws one entrance's poster in a form, on the document's current page. */
export function drawForm(
  doc: PosterDocument,
  sheet: PosterSheet,
  fonts: PosterFonts,
  { form, ink }: { readonly form: PosterForm; readonly ink: PosterInk },
): void {
  if (form !== "tent" && form !== "stickers") {
    drawOnPaper(doc, form, () => drawPoster(doc, sheet, fonts, ink))
    return
  }
  registerFaces(doc, fonts)
  const root = doc.struct("Document")
  doc.addStructure(root)
  const pen = new PosterPen(doc, root)
  if (form === "tent") drawTent(pen, sheet, ink)
  else drawStickers(pen, sheet, ink)
  root.end()
}

// The upper face stands on its head, so that both are upright once the sheet is folded across its middle.
function drawTent(pen: PosterPen, sheet: PosterSheet, ink: PosterInk): void {
  const { doc } = pen
  const place = { x: 0, y: TENT.height, ...TENT }
  drawFace(pen, sheet, ink, place, TENT_SIZES)
  doc.save()
  doc.rotate(180, { origin: [(TENT.width / 2) * MM, TENT.height * MM] })
  drawFace(pen, sheet, ink, place, TENT_SIZES)
  doc.restore()
  // The fold, marked at both edges only: a line across would run through the bands.
  for (const x of [0, TENT.width - 6]) doc.rect(x * MM, (TENT.height - 0.15) * MM, 6 * MM, 0.3 * MM).fill(LINE)
}

function drawStickers(pen: PosterPen, sheet: PosterSheet, ink: PosterInk): void {
  const { width, height, columns, rows, left, top } = STICKER
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const place = { x: left + column * width, y: top + row * height, width, height }
      drawFace(pen, sheet, ink, place, STICKER_SIZES)
    }
  }
  pen.decorate(() => {
    const { doc } = pen
    doc.lineWidth(0.2 * MM)
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const [x, y] = [left + column * width, top + row * height]
        doc.rect(x * MM, y * MM, width * MM, height * MM).stroke(LINE)
      }
    }
  })
}
