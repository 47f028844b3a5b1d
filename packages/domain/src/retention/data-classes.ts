import { authorityClasses } from "./authority-classes.ts"
import { type DataClass, type Period, secondsOf } from "./data-class.ts"
import { deviceClasses } from "./device-classes.ts"
import { healthClasses } from "./health-classes.ts"
import { publicClasses } from "./public-classes.ts"

/** The one table of what is kept, where and how long: the jobs that end it read their periods here. */
export const dataClasses = { ...authorityClasses, ...publicClasses, ...healthClasses, ...deviceClasses } as const

/** A class's name. */
export type DataClassName = keyof typeof dataClasses
/** A class whose period is a count. */
export type TimedClass = {
  [K in DataClassName]: (typeof dataClasses)[K] extends { readonly kept: { readonly n: number } } ? K : never
}[DataClassName]

/** How long a class is kept, in seconds. */
export function keptSeconds(name: TimedClass): number {
  return secondsOf(dataClasses[name])
}

/** How long a class is kept, in whole days. */
export function keptDays(name: TimedClass): number {
  return Math.floor(keptSeconds(name) / 86_400)
}

/** The table's rows, in its order. */
export function listDataClasses(): readonly (DataClass & { readonly name: DataClassName })[] {
  const names = Object.keys(dataClasses) as DataClassName[] // as: its own keys
  return names.map((name) => ({ name, ...dataClasses[name] }))
}

export type { DataClass, Period }
