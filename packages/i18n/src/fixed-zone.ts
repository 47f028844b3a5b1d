/**
 * A zone whose clocks are never changed, as "+08:00", which needs no table to reckon with; every other zone by its name, unchanged.
 * @param at milliseconds; looked at from five years before to ten years after.
 */
export function fixedZone(timeZone: string, at: number): string {
  const formatter = new Intl.DateTimeFormat("en-GB", { timeZone, timeZoneName: "longOffset" })
  const offsetAt = (moment: number) =>
    formatter
      .formatToParts(moment)
      .find(({ type }) => type === "timeZoneName")
      ?.value.replace("GMT", "") || "+00:00"
  const months = Array.from({ length: 15 * 12 }, (_, n) => at + (n - 60) * 30.4 * 86_400_000)
  const offsets = new Set(months.map(offsetAt))
  const [only] = offsets
  return offsets.size === 1 && only !== undefined ? only : timeZone
}
