import { canonicalPlate, proposePlates } from "@homesafe/protocol"

/** So many vehicles are registered at a time: each costs the browser a slow hash. */
export const MOST_MARKS = 100

/** Marks as typed, one a line or with commas between them. */
export interface ReadMarks {
  /** In their one spelling, each once. */
  readonly plates: readonly string[]
  /** What is no mark, with what may have been meant. */
  readonly wrong: readonly { readonly typed: string; readonly proposals: readonly string[] }[]
}

/** Reads marks by the deployment's pattern. What looks alike is proposed, never put in its place (Spec §14). */
export function readMarks(text: string, pattern: string): ReadMarks {
  const typed = text
    .split(/[\n,;，、；]/)
    .map((each) => each.trim())
    .filter((each) => each !== "")
  const read = typed.map((each) => ({ typed: each, plate: canonicalPlate(each, pattern) }))
  return {
    plates: [...new Set(read.flatMap(({ plate }) => plate ?? []))],
    wrong: read.flatMap((each) =>
      each.plate === undefined ? [{ typed: each.typed, proposals: proposePlates(each.typed, pattern) }] : [],
    ),
  }
}
