import { serviceDay, serviceDayOf, startOfServiceDay, unixSeconds } from "@homesafe/protocol"

/** Seconds of a calendar day. */
const DAY = 86_400

/** The service day that a date field "yyyy-mm-dd" names: the one that begins on that date. */
export function dayOfDate(date: string, offset: number): number {
  return serviceDayOf(unixSeconds(Date.parse(`${date}T12:00:00Z`) / 1000), offset)
}

/** What a date field shows for a service day. */
export function dateOfDay(day: number): string {
  return new Date(day * DAY * 1000).toISOString().slice(0, 10)
}

/** The moment of a date and a clock time "HH:MM" at the deployment's place, where service days begin at `startClock`; nothing for no time. */
export function momentOf(date: string, clock: string, { offset, startClock }: { offset: number; startClock: string }) {
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !/^\d\d:\d\d$/.test(clock)) return undefined
  const start = startOfServiceDay(serviceDay(dayOfDate(date, offset)), offset)
  return start + (minutes(clock) - minutes(startClock)) * 60
}
