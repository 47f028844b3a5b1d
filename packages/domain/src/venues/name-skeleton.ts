// Letters of other scripts and digits that look like Latin ones (Unicode TR 39, the common part of its table).
const lookAlikes = new Map<string, string>(
  Object.entries({
    "0": "o",
    "1": "l",
    "|": "l",
    "5": "s",
    а: "a",
    в: "b",
    е: "e",
    к: "k",
    м: "m",
    н: "h",
    о: "o",
    р: "p",
    с: "c",
    т: "t",
    у: "y",
    х: "x",
    і: "l",
    ѕ: "s",
    ј: "j",
    α: "a",
    β: "b",
    ε: "e",
    η: "n",
    ι: "l",
    κ: "k",
    μ: "u",
    ν: "v",
    ο: "o",
    ρ: "p",
    τ: "t",
    υ: "u",
    χ: "x",
    i: "l",
    ı: "l",
  }),
)

/** Folds a name so that names which look the same become equal: case, width, accents, spaces, punctuation and look-alike letters. */
export function nameSkeleton(name: string): string {
  const folded = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\p{M}\p{P}\p{Z}\p{S}\p{C}]/gu, "")
  return [...folded]
    .map((c) => lookAlikes.get(c) ?? c)
    .join("")
    .replace(/rn/g, "m")
    .replace(/vv/g, "w")
}
