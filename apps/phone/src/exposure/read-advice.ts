/** A piece of a sentence; `isStrong` for what stands between two pairs of stars. */
export interface Piece {
  readonly text: string
  readonly isStrong: boolean
}
/** A template's text, taken apart: first line the disease, second line the lead, each further line one step. */
export interface Advice {
  readonly disease: string
  readonly lead: string
  readonly steps: readonly (readonly Piece[])[]
}

/** Takes a template's text apart. It is signed text, shown as text: nothing in it is markup but the stars. */
export function readAdvice(text: string): Advice {
  const [disease = "", lead = "", ...steps] = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
  return { disease, lead, steps: steps.map(piecesOf) }
}

function piecesOf(line: string): readonly Piece[] {
  return line
    .split("**")
    .map((text, place) => ({ text, isStrong: place % 2 === 1 }))
    .filter(({ text }) => text !== "")
}

/** A disease's name inside an English sentence: "measles", but "COVID-19" and "MERS" as they are. */
export function diseaseInSentence(disease: string): string {
  return /^[A-Z][a-z]/.test(disease) ? disease.charAt(0).toLowerCase() + disease.slice(1) : disease
}
