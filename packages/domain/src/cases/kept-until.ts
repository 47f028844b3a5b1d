/** Years that the authority keeps a case's visits (S07). */
export const KEEPING_YEARS = 7

/** The last calendar day kept, yyyy-mm-dd: the day before the seventh anniversary. `openedAt` in seconds. */
export function keptUntil(openedAt: number): string {
  const d = new Date(openedAt * 1000)
  d.setUTCFullYear(d.getUTCFullYear() + KEEPING_YEARS)
  d.setUTCDate(d.getUTCDate() - 1)
  return d.toISOString().slice(0, 10)
}
