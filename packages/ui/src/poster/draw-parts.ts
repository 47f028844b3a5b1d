import { makeQrSymbol, type QrText, qrPath } from "../code/qr-symbol.ts"
import type { PosterDocument, PosterFonts } from "./poster-document.ts"
import { MM, type PosterPen } from "./poster-pen.ts"
import type { PosterLine, PosterSheet } from "./write-poster.ts"

/** The sheet's only colour, or none: everything works in black alone. */
export const ACCENTS = { colour: "#0b5a54", black: "#000000" } as const
/** What stands on the accent, or on nothing. */
export const WHITE = "#ffffff"
/** The symbol's quiet zone on each side. */
export const QUIET_MODULES = 4

/** How a poster is printed. */
export type PosterInk = keyof typeof ACCENTS

/** Gives the document its four faces, under the names that `faceOf` knows. */
export function registerFaces(doc: PosterDocument, fonts: PosterFonts): void {
  doc.registerFont("hk", fonts.hkRegular)
  doc.registerFont("hk-bold", fonts.hkBold)
  doc.registerFont("sc", fonts.scRegular)
  doc.registerFont("sc-bold", fonts.scBold)
}

/** Words that come as triples, one a language, as one line each: Traditional and English. */
export function joinByLanguages(lines: readonly PosterLine[]): PosterLine[] {
  const joined: PosterLine[] = []
  for (let start = 0; start < lines.length; start += 3) {
    const [hant, en] = [lines[start], lines[start + 1]]
    if (hant && en) joined.push({ lang: "zh-Hant", text: `${hant.text}  ${en.text}` })
  }
  return joined
}

/** The house with its tick, white on the accent. Millimetres. */
export function drawMark(
  doc: PosterDocument,
  { x, y, side, accent }: { readonly x: number; readonly y: number; readonly side: number; readonly accent: string },
): void {
  const house =
    "M14.1 2.9a3 3 0 0 1 3.8 0l10.5 8.6A3 3 0 0 1 29.5 13.8V26.5a3.5 3.5 0 0 1-3.5 3.5H6a3.5 3.5 0 0 1-3.5-3.5V13.8a3 3 0 0 1 1.1-2.3z"
  doc.save()
  doc.translate(x * MM, y * MM)
  doc.scale((side * MM) / 32)
  doc.path(house).fill(WHITE)
  doc.lineWidth(3.6).lineCap("round").path("M9.5 18.3l4.7 4.7 8.6-9.4").stroke(accent)
  doc.restore()
}

/** Draws the symbol with its quiet zone into a square of side `frame`. Millimetres. */
export function drawSymbol(
  pen: PosterPen,
  sheet: Pick<PosterSheet, "act">,
  code: QrText,
  { left, top, frame }: { readonly left: number; readonly top: number; readonly frame: number },
): void {
  const { doc } = pen
  const symbol = makeQrSymbol(code)
  const module = frame / (symbol.size + 2 * QUIET_MODULES)
  pen.tag("Figure", { alt: sheet.act.map((line) => line.text).join(" · ") }, () => {
    doc.save()
    doc.translate((left + QUIET_MODULES * module) * MM, (top + QUIET_MODULES * module) * MM)
    doc.scale(module * MM)
    doc.path(qrPath(symbol)).fill("#000000")
    doc.restore()
  })
}
