import type { HealthProfile } from "@homesafe/api"
import type { HolderCheck } from "@homesafe/protocol"

/** Letters that do not come apart into one of A to Z and a mark. */
const LETTERS: Readonly<Record<string, string>> = {
  Æ: "A",
  Ð: "D",
  Đ: "D",
  Ħ: "H",
  Ł: "L",
  Ø: "O",
  Œ: "O",
  Þ: "T",
  ẞ: "S",
}

/**
 * What staff need to see that a code is this person's, and no more: up to four first letters of the name, and the document's last four
 * characters. They say nothing to whoever does not hold the document beside it.
 */
export function holderCheckOf({ latinName, documentNumber }: HealthProfile): HolderCheck {
  const letters = latinName
    .normalize("NFD")
    .toUpperCase()
    .split(/[ ,.'’-]+/)
    .map((word) => LETTERS[word.charAt(0)] ?? word.charAt(0))
    .filter((letter) => /^[A-Z]$/.test(letter))
  return { initials: letters.slice(0, 4).join("") || "X", suffix: documentNumber.slice(-4) }
}
