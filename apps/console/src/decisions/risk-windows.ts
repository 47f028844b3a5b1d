import { mergeWindows, type Window } from "@homesafe/domain"
import { units } from "@homesafe/protocol"
import { unitOfClock } from "../app/times.ts"

/** A risk time as its two fields say it, "HH:MM". */
export interface TypedWindow {
  readonly from: string
  readonly until: string
}

/**
 * The windows that times of the day name, in order, those that touch as one; nothing where one ends before it begins. The service day
 * starts at `dayStart`, and an end at that very time is the end of the day.
 */
export function windowsOf(typed: readonly TypedWindow[], dayStart: string) {
  const read = typed.map(({ from, until }): Window | undefined => {
    const [start, end] = [unitOfClock(from, dayStart), unitOfClock(until, dayStart)]
    if (start === undefined || end === undefined) return undefined
    return start < (end || 288) ? [start, end || 288] : undefined
  })
  const whole = read.filter((window) => window !== undefined)
  if (whole.length === 0 || whole.length < typed.length) return undefined
  return mergeWindows(whole).map(([start, end]) => [units(start), units(end)] as const)
}

/** Whether what stands already warns about all of these windows. */
export function areCovered(windows: readonly Window[], standing: readonly Window[]): boolean {
  const merged = mergeWindows(standing)
  return windows.every(([start, end]) => merged.some(([from, until]) => from <= start && end <= until))
}
