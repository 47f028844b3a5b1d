import type { Language } from "@homesafe/i18n"
import type { PosterDocument, PosterStructure } from "./poster-document.ts"
import type { PosterLine } from "./write-poster.ts"

/** Points in a millimetre: PDF counts 1/72 inch. */
export const MM = 72 / 25.4
/** The ink of words and lines. */
export const INK = "#14201d"

type Weight = "regular" | "bold"

/** The registered face of a language: Simplified has its own. */
export function faceOf(lang: Language, weight: Weight): string {
  const family = lang === "zh-Hans" ? "sc" : "hk"
  return weight === "bold" ? `${family}-bold` : family
}

/** Sets words and marks them for screen readers. */
// A class because the document and its structure travel together through every part of the sheet.
export class PosterPen {
  readonly doc: PosterDocument
  readonly #root: PosterStructure
  constructor(doc: PosterDocument, root: PosterStructure) {
    this.doc = doc
    this.#root = root
  }

  /** Marks what `draw` draws as one element for screen readers. */
  tag(type: "H1" | "P" | "Figure", options: object, draw: () => void): void {
    this.#root.add(this.doc.struct(type, options, draw))
  }

  /** Marks decoration, which is not read aloud: outside the structure. */
  decorate(draw: () => void): void {
    draw()
  }

  /**
   * Sets a paragraph and returns the height it took, in millimetres. The size shrinks so that one line holds it; under
   * `least` it is wrapped instead.
   */
  say(line: PosterLine, place: Place): number {
    const { doc } = this
    const options = { width: place.width * MM, align: place.align ?? "left", lineGap: 0 } as const
    const height = this.measure(line, place)
    this.tag(place.heading ? "H1" : "P", { lang: line.lang }, () => {
      doc.fillColor(place.colour ?? INK).text(line.text, place.x * MM, place.y * MM, options)
    })
    return height
  }

  /** The height that `say` would take, in millimetres; sets the face and the size of type. */
  measure(line: PosterLine, place: Place): number {
    const { doc } = this
    const width = place.width * MM
    doc.font(faceOf(line.lang, place.weight ?? "regular"))
    let size = place.size
    while (size > (place.least ?? place.size) && doc.fontSize(size).widthOfString(line.text) > width) size -= 0.5
    return doc.fontSize(size).heightOfString(line.text, { width, lineGap: 0 }) / MM
  }
}

/** Where and how a line is set; lengths in millimetres from the top left. */
export interface Place {
  readonly x: number
  readonly y: number
  readonly width: number
  /** Points. */
  readonly size: number
  /** Smallest size before the line is wrapped, points; never under 9. */
  readonly least?: number
  readonly weight?: Weight
  readonly align?: "left" | "center" | "right"
  readonly colour?: string
  readonly heading?: boolean
}
