import { type Bitmap2D, correction, generate, mode } from "lean-qr"

/** What a symbol says: a byte segment, then a numeric one (Spec §3). */
export interface QrText {
  readonly bytes: string
  readonly digits?: string | undefined
}

/** A square of modules. */
export type QrSymbol = Pick<Bitmap2D, "size" | "get">

/** Makes the symbol with exactly the segments of Spec §3, at level M. */
export function makeQrSymbol({ bytes, digits = "" }: QrText): QrSymbol {
  const first = mode.bytes(new TextEncoder().encode(bytes))
  const data = digits === "" ? first : mode.multi(first, mode.numeric(digits))
  return generate(data, { minCorrectionLevel: correction.M, maxCorrectionLevel: correction.M })
}

/** Makes a symbol of whatever text, in the shortest segments, at the best level that has room; nothing where no symbol holds it. */
export function makeAnyQrSymbol(text: string): QrSymbol | undefined {
  try {
    return generate(text, { minCorrectionLevel: correction.L, maxCorrectionLevel: correction.M })
  } catch {
    return undefined // "Too much data"
  }
}

/** The dark modules as one path, a run of a row at a time; one unit is one module. */
export function qrPath(symbol: QrSymbol): string {
  let path = ""
  for (let y = 0; y < symbol.size; y++) {
    for (let x = 0; x < symbol.size; x++) {
      if (!symbol.get(x, y)) continue
      const start = x
      while (symbol.get(x + 1, y)) x++
      const width = x + 1 - start
      path += `M${start} ${y}h${width}v1h-${width}z`
    }
  }
  return path
}
