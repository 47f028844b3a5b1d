/** A minute of a service day. */
interface Moment {
  readonly day: number
  readonly minute: number
}
/** What is wrong with a stay: its end is not after its start, it lies in the future, is too long, or too long ago. */
export type StayFault = "order" | "future" | "length" | "age"

/** So long may one stay be: a hospital's ward. */
const MOST_DAYS = 31
/** So far back officers ask: tuberculosis is asked about for three months, and a month more. */
const OLDEST_DAYS = 120

/** What is wrong with a stay that a case told of, or null. */
export function stayFault(
  { from, until }: { readonly from: Moment; readonly until: Moment },
  now: Moment,
): StayFault | null {
  const isAfter = (a: Moment, b: Moment) => a.day > b.day || (a.day === b.day && a.minute > b.minute)
  if (!isAfter(until, from)) return "order"
  if (isAfter(until, now)) return "future"
  if (until.day - from.day >= MOST_DAYS) return "length"
  return from.day < now.day - OLDEST_DAYS ? "age" : null
}
