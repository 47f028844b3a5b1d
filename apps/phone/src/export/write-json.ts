import type { ExportedVisit } from "./exported-visit.ts"

/** The form that docs/export.md describes. */
export interface ExportedDiary {
  readonly format: "homesafe-diary"
  readonly version: 1
  readonly writtenAt: string
  readonly timeZone: string
  readonly visits: readonly {
    readonly id: string
    readonly names: { readonly en: string; readonly "zh-Hant": string; readonly "zh-Hans"?: string }
    readonly arrivedAt: string
    readonly leftAt: string | null
    readonly isEndGuessed: boolean
    readonly note: string
    readonly with: readonly string[]
  }[]
}

/** A diary for programs. */
export function writeJson(visits: readonly ExportedVisit[], at: number, timeZone: string): string {
  const moment = (seconds: number) => new Date(seconds * 1000).toISOString()
  const diary: ExportedDiary = {
    format: "homesafe-diary",
    version: 1,
    writtenAt: moment(at),
    timeZone,
    visits: visits.map(({ id, names, arrivedAt, leftAt, isGuessed, note, with: others }) => ({
      id,
      names: {
        en: names.en,
        "zh-Hant": names.hant,
        ...(names.hans === undefined ? {} : { "zh-Hans": names.hans }),
      },
      arrivedAt: moment(arrivedAt),
      leftAt: leftAt === null ? null : moment(leftAt),
      isEndGuessed: isGuessed,
      note,
      with: others,
    })),
  }
  return `${JSON.stringify(diary, null, 2)}\n`
}
