import type { Note, RepairCode } from "../shapes.ts"
import { foldedText } from "./folded-text.ts"
import type { ReadPlace } from "./read-place.ts"
import type { RowContext } from "./read-row.ts"

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"

/** The fifteen characters that an id of eighteen adds three to, if those three follow from them; else the id as it is. */
export function shortId(id: string): string {
  if (!/^[0-9A-Za-z]{18}$/.test(id)) return id
  const parts = [id.slice(0, 5), id.slice(5, 10), id.slice(10, 15)]
  const sum = parts
    .map((part) => LETTERS[[...part].reduce((bits, letter, at) => (/[A-Z]/.test(letter) ? bits | (1 << at) : bits), 0)])
    .join("")
  return sum === id.slice(15) ? id.slice(0, 15) : id
}

/** What identifies the listed thing: its id, or else its name and its district with spelling, case and punctuation folded. */
export function rowIdentity(
  context: RowContext,
  id: string | undefined,
  place: ReadPlace,
  how: Note<RepairCode>[],
): string {
  const short = id === undefined ? undefined : shortId(id)
  if (short !== undefined && short !== id) how.push({ code: "id-shortened", given: id ?? "", taken: short })
  if (short !== undefined) return `${context.format}:id:${short}`
  const name = foldedText(place.name?.names[0]?.text)
  const usual =
    place.district === undefined ? undefined : (context.publisher?.district?.(place.district) ?? place.district)
  return `${context.format}:name:${name}:${foldedText(usual ?? place.address)}`
}
