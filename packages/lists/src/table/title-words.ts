/** A column's title as plain words: width, case, underscores and humps folded, so that `startDateTime` and `Start_date time` are one. */
export function titleWords(title: string): string {
  return title
    .normalize("NFKC")
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}#]+/gu, " ")
    .trim()
}
