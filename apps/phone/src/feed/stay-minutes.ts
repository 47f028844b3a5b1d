import { type Minutes, minutes, type ServiceDay, startOfServiceDay } from "@homesafe/protocol"

/** A stay in minutes of a service day, cut to it: begun minutes and ended ones count. */
export function minutesOfStay(
  { from, until }: { readonly from: number; readonly until: number },
  day: ServiceDay,
  offset: number,
): readonly [Minutes, Minutes] {
  const start = startOfServiceDay(day, offset)
  const into = (at: number, round: (value: number) => number) =>
    minutes(Math.min(1440, Math.max(0, round((at - start) / 60))))
  return [into(from, Math.floor), into(until, Math.ceil)]
}
