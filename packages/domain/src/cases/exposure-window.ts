/** Five-minute units of a service day, start before end ≤ 288 (Spec §7). */
export type Window = readonly [start: number, end: number]

/** Units in a service day. */
export const UNITS_PER_DAY = 288

/** The window in which others were exposed: the case's stay, rounded outward, and the linger time after it. All in minutes. */
export function exposureWindow(arrival: number, departure: number, lingerMinutes: number): Window {
  const start = Math.floor(arrival / 5)
  const end = Math.min(UNITS_PER_DAY, Math.ceil((departure + lingerMinutes) / 5))
  return [start, Math.max(start + 1, end)]
}

/** Merges windows that overlap or touch, in order. */
export function mergeWindows(windows: readonly Window[]): Window[] {
  const merged: [number, number][] = []
  for (const [start, end] of [...windows].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else merged.push([start, end])
  }
  return merged
}

/** Whether windows may stand in a decision: in order, apart, inside the day, or inside so many days. */
export function areWindowsAllowed(windows: readonly Window[], days = 1): boolean {
  return windows.every(([start, end], i) => {
    const before = windows[i - 1]
    return start >= 0 && start < end && end <= days * UNITS_PER_DAY && (before === undefined || before[1] < start)
  })
}
