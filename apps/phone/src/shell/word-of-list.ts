import type { Overview } from "../keeper/views.ts"

/** What may be said of the list: one of these, and "no match" only for the last. */
export type ListWord = "never" | "broken" | "out-of-date" | "ageing" | "exposed" | "no-match"

/** Chooses the word: an unknown never reads as "no exposure". Spec §9. */
export function wordOfList({ list, alerts }: Pick<Overview, "list" | "alerts">): ListWord {
  if (list.state !== "fresh") return list.state
  return alerts.some((each) => each.state === "exposed") ? "exposed" : "no-match"
}
