import type { QrText } from "../code/qr-symbol.ts"
import { inEach, type PosterLine } from "./write-poster.ts"

/** One card's codes: they are its only secret parts, and stay in the thread that draws them. */
export interface CardCodes {
  /** Four, for the outside. */
  readonly fronts: readonly QrText[]
  readonly inside: QrText
  /** Printed on a slip of its own; null: the card has none. */
  readonly pin: string | null
}

/** Everything that a card says besides its codes, in three languages. */
export interface CardWords {
  readonly title: readonly PosterLine[]
  readonly front: readonly PosterLine[]
  readonly inside: readonly PosterLine[]
  readonly whoever: readonly PosterLine[]
  readonly pin: readonly PosterLine[]
  readonly ask: readonly { readonly title: PosterLine; readonly text: PosterLine; readonly lost: PosterLine }[]
  readonly pins: readonly PosterLine[]
  readonly demonstration: readonly PosterLine[]
}

const numbered = (n: number) => () => ({ n: String(n) })

/** Writes the words that all cards of a print have in common. */
export function writeCardWords(facts: { readonly hasPin: boolean; readonly demonstration: boolean }): CardWords {
  const [titles, texts, losts] = [inEach("card.askTitle"), inEach("card.ask"), inEach("card.lost")]
  return {
    title: inEach("card.title"),
    front: inEach("card.front"),
    inside: inEach("card.inside"),
    whoever: inEach("card.whoever"),
    pin: inEach(facts.hasPin ? "card.pin" : "card.noPin"),
    ask: titles.flatMap((title, row) => {
      const [text, lost] = [texts[row], losts[row]]
      return text && lost ? [{ title, text, lost }] : []
    }),
    pins: inEach("card.pins"),
    demonstration: facts.demonstration ? inEach("demonstration") : [],
  }
}

/** The words over each outside code: which week it is for. */
export const weekLines = (n: number): PosterLine[] => inEach("card.week", numbered(n))
/** Which card of the print it is, so that its slip finds it. */
export const numberLines = (n: number): PosterLine[] => inEach("card.number", numbered(n))
/** What stands on a card's slip. */
export const pinLines = (n: number): PosterLine[] => inEach("card.pinOf", numbered(n))

/** Every public character of the cards, for cutting the fonts down; no code is among them, and all ten digits always are. */
export function cardCharacters(words: CardWords): string {
  const { ask, ...lines } = words
  const all = [
    ...Object.values(lines).flat(),
    ...ask.flatMap(({ title, text, lost }) => [title, text, lost]),
    ...[weekLines(1), numberLines(1), pinLines(1)].flat(),
  ]
  return [...new Set(`HomeSafe 0123456789 ·•${all.map(({ text }) => text).join("")}`)].sort().join("")
}
