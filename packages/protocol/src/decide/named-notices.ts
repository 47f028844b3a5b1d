import type { NamedNotice } from "../files/notices.ts"
import { startOfServiceDay, unixSeconds } from "../shared/units.ts"
import type { Decision } from "./decision.ts"

/**
 * The public warnings by name that decisions call for, in order of approval: one entry for each window, and for a warning that was
 * withdrawn the same entries, marked so: a warning that merely vanished would leave its readers with it. What a correction replaced
 * says nothing any more. Sorted by time, then id, so that whoever rebuilds them gets the same bytes.
 */
export function noticesOfDecisions(all: readonly Decision[], offset: number): NamedNotice[] {
  const entries = all.flatMap((decision, at) => {
    const { named, about, windows, template, id, day } = decision
    if (!named) return []
    const after = all
      .slice(at + 1)
      .filter(({ supersedes, vid, day: on }) => supersedes === id && vid === decision.vid && on === day)
    if (after.some((later) => later.windows.length > 0)) return []
    const start = startOfServiceDay(day, offset)
    return windows.map(
      ([from, until], nth): NamedNotice => ({
        id: `${id}-${nth}`,
        ...(about ?? { kind: "place" }),
        names: named,
        from: unixSeconds(start + from * 300),
        until: unixSeconds(start + until * 300),
        template,
        ...(after.length > 0 ? { withdrawn: true } : {}),
      }),
    )
  })
  return entries.sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1))
}
