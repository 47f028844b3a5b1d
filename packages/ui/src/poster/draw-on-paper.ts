import type { PosterDocument } from "./poster-document.ts"

/** Papers of the A series, against A4: each has the same proportions (ISO 216). */
const FACTORS = { A3: Math.SQRT2, A4: 1, A5: Math.SQRT1_2 } as const
/** The papers that a poster can be printed on. */
export const papers = ["A4", "A3", "A5"] as const
export type PosterPaper = (typeof papers)[number]

/**
 * Draws what is laid out for A4 on a larger or smaller paper. The page is cut afterwards: a smaller one from the beginning would have the
 * words below its end put on pages of their own.
 */
export function drawOnPaper(doc: PosterDocument, paper: PosterPaper, draw: () => void): void {
  const factor = FACTORS[paper]
  const { width, height, dictionary } = doc.page
  doc.save()
  doc.scale(factor)
  draw()
  doc.restore()
  // PDF counts from the bottom left; what was drawn hangs from the top.
  dictionary.data.MediaBox = [0, height - height * factor, width * factor, height]
}
