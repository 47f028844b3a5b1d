import type { ListedExposure, RowOutcome } from "./shapes.ts"
import { foldedText } from "./table/folded-text.ts"

/** What can differ between two states of one exposure, in the words of the list. */
export type ChangedField = "name" | "start" | "end" | "address" | "district" | "seats" | "advice" | "tier"

/** An exposure that an earlier import stored, under the storage's own key. */
export interface StoredExposure<Key> {
  readonly key: Key
  readonly exposure: ListedExposure
}

/** What a list says now against what was stored. Nothing that is gone is withdrawn by that. */
export interface Comparison<Key> {
  readonly fresh: readonly ListedExposure[]
  readonly unchanged: readonly { readonly key: Key; readonly now: ListedExposure }[]
  readonly corrected: readonly {
    readonly key: Key
    readonly now: ListedExposure
    readonly fields: readonly ChangedField[]
  }[]
  readonly gone: readonly Key[]
  /** Still in the file, in a row that could not be read: neither there nor gone. */
  readonly inDoubt: readonly Key[]
}

/** Compares a list with what is stored: by identity first, then by name and time, for ids grow, vanish and come back. */
export function compareLists<Key>(
  stored: readonly StoredExposure<Key>[],
  outcomes: readonly RowOutcome[],
): Comparison<Key> {
  const waiting = new Set<ListedExposure>(outcomes.flatMap((row) => (row.state === "quarantined" ? [] : row.exposures)))
  const open = new Map(stored.map((one) => [one.key, one]))
  const pairs: { key: Key; before: ListedExposure; now: ListedExposure }[] = []
  for (const [keyOf, needsSameDay] of passes) {
    const byKey = new Map<string, ListedExposure[]>()
    for (const now of waiting) byKey.set(keyOf(now), [...(byKey.get(keyOf(now)) ?? []), now])
    for (const { key, exposure } of [...open.values()]) {
      const candidates = byKey.get(keyOf(exposure)) ?? []
      const at = candidates.findIndex((now) => !needsSameDay || isNear(exposure, now))
      const now = candidates[at]
      if (!now) continue
      candidates.splice(at, 1)
      waiting.delete(now)
      open.delete(key)
      pairs.push({ key, before: exposure, now })
    }
  }
  const compared = pairs.map(({ key, before, now }) => ({ key, now, fields: changedFields(before, now) }))
  const unread = new Set(
    outcomes.flatMap((row) => (row.state === "quarantined" && row.identity !== undefined ? [row.identity] : [])),
  )
  const left = [...open.values()]
  return {
    fresh: [...waiting],
    unchanged: compared.filter(({ fields }) => fields.length === 0),
    corrected: compared.filter(({ fields }) => fields.length > 0),
    gone: left.filter(({ exposure }) => !unread.has(exposure.identity)).map(({ key }) => key),
    inDoubt: left.filter(({ exposure }) => unread.has(exposure.identity)).map(({ key }) => key),
  }
}

type Pass = readonly [(exposure: ListedExposure) => string, boolean]

const nameOf = (exposure: ListedExposure) => foldedText(exposure.names[0]?.text)
const slotOf = (exposure: ListedExposure) => `${exposure.start}-${exposure.end}`
const detailOf = (exposure: ListedExposure) =>
  `${foldedText(exposure.address)}|${foldedText(exposure.tier)}|${foldedText(exposure.advice)}`

// From the surest to the least sure; each takes what the ones before left over.
const passes: readonly Pass[] = [
  [(one) => `${one.identity}|${slotOf(one)}|${detailOf(one)}`, false],
  [(one) => `${one.identity}|${slotOf(one)}`, false],
  // One thing listed by an id: whatever time it has now is its corrected time.
  [(one) => (one.identity.includes(":id:") ? one.identity : `${one.identity}|none|${slotOf(one)}`), false],
  [(one) => `${nameOf(one)}|${foldedText(one.district)}|${slotOf(one)}`, false],
  [(one) => `${nameOf(one)}|${slotOf(one)}`, false],
  [(one) => one.identity, true],
  [(one) => `${nameOf(one)}|${foldedText(one.district)}`, true],
]

/** Whether two times can be one that was corrected: of the same day, or overlapping. */
function isNear(before: ListedExposure, now: ListedExposure): boolean {
  return before.day === now.day || (before.start < now.end && now.start < before.end)
}

/** Fields that say something else now; spelling, case and punctuation of names and places are no correction. */
function changedFields(before: ListedExposure, now: ListedExposure): ChangedField[] {
  const fields: ChangedField[] = []
  const folded = (exposure: ListedExposure) => exposure.names.map(({ text }) => foldedText(text)).join("/")
  if (folded(before) !== folded(now)) fields.push("name")
  if (before.start !== now.start) fields.push("start")
  if (before.end !== now.end) fields.push("end")
  if (foldedText(before.address) !== foldedText(now.address)) fields.push("address")
  if (foldedText(before.district) !== foldedText(now.district)) fields.push("district")
  if (JSON.stringify(before.seats) !== JSON.stringify(now.seats)) fields.push("seats")
  if (foldedText(before.advice) !== foldedText(now.advice)) fields.push("advice")
  if (foldedText(before.tier) !== foldedText(now.tier)) fields.push("tier")
  return fields
}
