import { execFileSync } from "node:child_process"
import fs from "node:fs"

const infoOf = (pdf: string, field: string) =>
  new RegExp(`^${field}:\\s+(.*)$`, "m").exec(execFileSync("pdfinfo", [pdf], { encoding: "utf8" }))?.[1] ?? ""

/** The first page's width and height in points. */
export function pageSizeOf(pdf: string): number[] {
  return infoOf(pdf, "Page size")
    .split(/ x | pts/)
    .slice(0, 2)
    .map(Number)
}

/** How many pages a PDF has. */
export function pagesOf(pdf: string): number {
  return Number(infoOf(pdf, "Pages"))
}

/** How many pixels of a small picture of the page are clearly of a colour. */
export function coloursOf(pdf: string): number {
  const base = pdf.replace(/\.pdf$/, "-small")
  execFileSync("pdftoppm", ["-r", "30", "-singlefile", pdf, base])
  const ppm = fs.readFileSync(`${base}.ppm`)
  const pixels = ppm.subarray(ppm.length - 3 * Math.floor(ppm.length / 3))
  const [width = 0, height = 0] =
    /^P6\s(\d+) (\d+)\s/
      .exec(ppm.toString("latin1", 0, 20))
      ?.slice(1)
      .map(Number) ?? []
  const body = pixels.subarray(pixels.length - width * height * 3)
  let count = 0
  for (let at = 0; at < body.length; at += 3) {
    const [red = 0, green = 0, blue = 0] = body.subarray(at, at + 3)
    // The words' own ink is a very dark green that prints as black.
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > 40) count++
  }
  return count
}
