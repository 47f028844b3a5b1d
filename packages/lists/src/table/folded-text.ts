import { nameSkeleton } from "@homesafe/domain"

// Names and advice come again and again in one list; each is folded once.
const folded = new Map<string, string>()
const MOST_REMEMBERED = 50_000

/** The folded text that tells names and places apart. */
export function foldedText(text: string | undefined): string {
  if (text === undefined) return ""
  const known = folded.get(text)
  if (known !== undefined) return known
  if (folded.size > MOST_REMEMBERED) folded.clear()
  const skeleton = nameSkeleton(text)
  folded.set(text, skeleton)
  return skeleton
}
