import type { SharedKey } from "@homesafe/i18n/shared"
import { doorSymbols } from "./door-symbols.ts"

/** What a door answers in one minute (Spec §15): 0..7, 0..15, 0..99. */
export interface DoorTileAnswer {
  readonly colour: number
  readonly symbol: number
  readonly number: number
}

const colourKeys = [0, 1, 2, 3, 4, 5, 6, 7].map((n) => `door.colour.${n}` as SharedKey) // as: the eight keys exist, which the test holds
const symbolKeys = doorSymbols.map((_, n) => `door.symbol.${n}` as SharedKey) // as: the sixteen keys exist, which the test holds

/** Every app's translator says the shared texts. */
type SaysShared = (key: SharedKey, values?: Readonly<Record<string, string | number>>) => string

/** The words of an answer: colour, symbol, two digits. */
export function doorWords({ colour, symbol, number }: DoorTileAnswer, t: SaysShared) {
  return {
    colour: t(colourKeys[colour] ?? "door.colour.0"),
    symbol: t(symbolKeys[symbol] ?? "door.symbol.0"),
    number: String(number).padStart(2, "0"),
  }
}

/** The door's answer as a tile: the same colour in every theme, never in motion, and all of it again in words. */
export function DoorTile({
  answer,
  t,
  hero = false,
}: {
  readonly answer: DoorTileAnswer
  readonly t: SaysShared
  /** True where it is the largest thing of the page. */
  readonly hero?: boolean
}) {
  const words = doorWords(answer, t)
  return (
    <div
      className={hero ? "proof hero" : "proof"}
      data-colour={answer.colour}
      role="img"
      aria-label={t("door.label", words)}
    >
      <svg className="sym" viewBox="0 0 24 24" aria-hidden="true">
        {(doorSymbols[answer.symbol] ?? []).map(({ d, hollow, stroke }) => (
          <path key={d} d={d} fill={hollow ? "none" : undefined} strokeWidth={stroke} />
        ))}
      </svg>
      <span className="no">{words.number}</span>
      <span className="say">{t("door.said", words)}</span>
    </div>
  )
}
