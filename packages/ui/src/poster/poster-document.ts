/** The part of a PDFKit document that a poster is drawn with; the caller makes the document, A4 with `margin: 0`. */
export interface PosterDocument {
  readonly page: {
    readonly width: number
    readonly height: number
    /** The page's own entries in the file (ISO 32000-1 §7.7.3.3). */
    readonly dictionary: { readonly data: Record<string, unknown> }
  }
  readonly y: number
  registerFont(name: string, font: Uint8Array): unknown
  font(name: string): PosterDocument
  fontSize(size: number): PosterDocument
  widthOfString(text: string): number
  heightOfString(text: string, options: TextOptions): number
  text(text: string, x: number, y: number, options: TextOptions): unknown
  rect(x: number, y: number, width: number, height: number): PosterDocument
  roundedRect(x: number, y: number, width: number, height: number, radius: number): PosterDocument
  path(d: string): PosterDocument
  fill(colour: string): unknown
  stroke(colour: string): unknown
  lineWidth(width: number): PosterDocument
  lineCap(style: "round" | "butt"): PosterDocument
  fillColor(colour: string): PosterDocument
  save(): unknown
  restore(): unknown
  translate(x: number, y: number): unknown
  scale(factor: number): unknown
  rotate(degrees: number, options: { readonly origin: readonly [x: number, y: number] }): unknown
  struct(type: string, options?: object, children?: () => void): PosterStructure
  addStructure(structure: PosterStructure): unknown
}

/** An element of the tagged PDF that screen readers follow. */
export interface PosterStructure {
  add(child: PosterStructure): PosterStructure
  end(): unknown
}

/** How a paragraph is set. */
export interface TextOptions {
  readonly width: number
  readonly align?: "left" | "center" | "right"
  readonly lineGap?: number
}

/** The four faces (TrueType): Hong Kong forms, and Simplified ones that the Hong Kong face lacks. */
export interface PosterFonts {
  readonly hkRegular: Uint8Array
  readonly hkBold: Uint8Array
  readonly scRegular: Uint8Array
  readonly scBold: Uint8Array
}
