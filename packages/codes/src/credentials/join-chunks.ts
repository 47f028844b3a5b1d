/** What several codes of one SMART Health Card make together. */
export type Joined =
  | { readonly state: "whole"; readonly text: string }
  | { readonly state: "wanting"; readonly have: number; readonly of: number }
  | { readonly state: "refused"; readonly why: "malformed" | "not-one-document" | "too-large" }

const CHUNK = /^shc:\/(?:([1-9][0-9]?)\/([1-9][0-9]?)\/)?([0-9]+)$/

/** The most digits that all the codes of one card may have. */
export const MOST_DIGITS = 65_536

/** Reads one code: which of how many it is. Null: it is none. */
export function readChunk(text: string): { readonly at: number; readonly of: number; readonly digits: string } | null {
  const [, at = "1", of = "1", digits] = CHUNK.exec(text) ?? []
  return digits === undefined || Number(at) > Number(of) ? null : { at: Number(at), of: Number(of), digits }
}

/** Puts the codes of one SMART Health Card together, in whatever order they were scanned; the same code twice is harmless. */
export function joinChunks(texts: readonly string[]): Joined {
  if (texts.reduce((length, text) => length + text.length, 0) > 2 * MOST_DIGITS)
    return { state: "refused", why: "too-large" }
  const found = new Map<number, string>()
  let of = 0
  for (const text of texts) {
    const chunk = readChunk(text)
    if (chunk === null) return { state: "refused", why: "malformed" }
    const known = found.get(chunk.at) ?? chunk.digits
    if (known !== chunk.digits || (of !== 0 && of !== chunk.of)) return { state: "refused", why: "not-one-document" }
    found.set(chunk.at, chunk.digits)
    of = chunk.of
  }
  if (of === 0) return { state: "refused", why: "malformed" }
  if (found.size < of) return { state: "wanting", have: found.size, of }
  const digits = [...found].sort(([a], [b]) => a - b).map(([, part]) => part)
  return { state: "whole", text: `shc:/${digits.join("")}` }
}
