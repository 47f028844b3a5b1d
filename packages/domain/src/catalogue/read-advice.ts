/** A piece of a sentence; `isStrong` for what stands between two pairs of stars. */
export interface Piece {
  readonly text: string
  readonly isStrong: boolean
}
/** A template's text, taken apart: first line the disease, second line the lead, each further line one step. */
export interface Advice {
  readonly disease: string
  /** Seconds after the exposure within which the first step still helps; null where there is no such time. */
  readonly actWithin: number | null
  readonly lead: string
  readonly steps: readonly (readonly Piece[])[]
}
/** Writes a moment (`hours`: with its time of day) or a date, as the reader writes them. `after` in seconds from the exposure. */
export type SayMoment = (after: number, unit: "hours" | "days") => string

// {+72h} and {+21d}: so long after the exposure. The signed text carries the span; each phone knows its own visit (ADR 0010).
const MOMENT = /\{\+(\d{1,4})(h|d)\}/g
const SECONDS = { h: 3600, d: 86_400 } as const

/** Takes a template's text apart. It is signed text, shown as text: nothing in it is markup but stars and moments. */
export function readAdvice(text: string, say: SayMoment): Advice {
  const [first = "", ...rest] = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
  const [deadline] = first.matchAll(MOMENT)
  const [lead = "", ...steps] = rest.map((line) => withMoments(line, say))
  return {
    disease: first.replaceAll(MOMENT, "").trim(),
    actWithin: deadline ? secondsOf(deadline) : null,
    lead,
    steps: steps.map(piecesOf),
  }
}

/** The disease alone, which needs no moment. */
export function diseaseOf(text: string): string {
  return readAdvice(text, () => "").disease
}

function secondsOf([, count, unit]: RegExpExecArray): number {
  return Number(count) * (unit === "h" ? SECONDS.h : SECONDS.d)
}

function withMoments(line: string, say: SayMoment): string {
  return line.replaceAll(MOMENT, (token) => {
    const [found] = token.matchAll(MOMENT)
    return found ? say(secondsOf(found), found[2] === "h" ? "hours" : "days") : token
  })
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
