/** Why a PIN is not taken. */
export type PinProblem = "too-short" | "too-easy" | "not-the-same"

const SHORTEST = 6
const IN_A_ROW = "01234567890 09876543210 abcdefghijklmnopqrstuvwxyz qwertyuiop"

/** The one way in which a PIN is read, whatever keyboard it was typed on. */
export function readPin(typed: string): string {
  return typed.normalize("NFKC")
}

/** Looks at a new PIN that was typed twice. */
export function checkPin(typed: string, again: string): PinProblem | null {
  const pin = readPin(typed)
  if ([...pin].length < SHORTEST) return "too-short"
  if (new Set(pin).size === 1 || IN_A_ROW.includes(pin.toLowerCase())) return "too-easy"
  return pin === readPin(again) ? null : "not-the-same"
}
