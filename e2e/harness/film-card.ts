import { execFileSync } from "node:child_process"
import path from "node:path"
import { filmStill } from "./film-poster.ts"

/** A part of a page, in millimetres from its top left. */
interface Part {
  readonly x: number
  readonly y: number
  readonly side: number
}

/** The first card's code for the first week, and its inside, as they stand on the sheet (packages/ui/src/poster/draw-cards.ts). */
export const CARD_PARTS = { front: { x: 9, y: 28, side: 34 }, inside: { x: 80, y: 8, side: 50 } } as const

// Tilted, noisy, badly lit: paper that was folded, before a tablet's camera.
const IN_A_HAND = [
  "scale=560:560",
  "pad=1280:720:(ow-iw)/2:(oh-ih)/2:color=0x5a6660",
  "rotate=7*PI/180:fillcolor=0x5a6660",
  "perspective=x0=24:y0=10:x1=1256:y1=0:x2=0:y2=714:x3=1280:y3=704",
  "eq=brightness=-0.05:contrast=0.85",
  "noise=alls=18:allf=t",
].join(",")

/** Films one side of the first card of a PDF as it is held before a camera. Gives the film's path. */
export function filmCard(pdf: string, side: keyof typeof CARD_PARTS): string {
  const base = path.join(path.dirname(pdf), side)
  const dots = 220
  const pixels = (mm: number) => String(Math.round((mm / 25.4) * dots))
  const { x, y, side: width }: Part = CARD_PARTS[side]
  const crop = ["-x", pixels(x), "-y", pixels(y), "-W", pixels(width), "-H", pixels(width)]
  execFileSync("pdftoppm", ["-png", "-r", String(dots), "-f", "1", "-singlefile", ...crop, pdf, base])
  filmStill(`${base}.png`, IN_A_HAND, `${base}.mjpeg`)
  return `${base}.mjpeg`
}
