import { formatDate, formatDay, formatMoment, formatStay, type Language } from "@homesafe/i18n"
import { serviceDay, startOfServiceDay } from "@homesafe/protocol"

/** Five minutes, in seconds. */
const UNIT = 300

/** Says days, units and moments of this deployment's time zone. */
export function sayTimes(
  { timeZone, offset }: { readonly timeZone: string; readonly offset: number },
  language: Language,
) {
  const at = (day: number, seconds: number) => (startOfServiceDay(serviceDay(day), offset) + seconds) * 1000
  const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone })
  return {
    moment: (unix: number) => formatMoment(unix * 1000, language, timeZone),
    time: (unix: number) => clock.format(unix * 1000),
    dayOf: (unix: number) => formatDay(unix * 1000, language, timeZone),
    day: (day: number) => formatDay(at(day, 0), language, timeZone),
    dateOf: (unix: number) => formatDate(unix * 1000, language, timeZone),
    date: (day: number) => formatDate(at(day, 0), language, timeZone),
    /** A span of 5-minute units of a service day, with the date of the calendar: after midnight that is the next one. */
    units: (day: number, from: number, until: number) =>
      formatStay(at(day, from * UNIT), at(day, until * UNIT), language, timeZone),
    /** A span of minutes of a service day, with the date of the calendar. */
    minutes: (day: number, from: number, until: number) =>
      formatStay(at(day, from * 60), at(day, until * 60), language, timeZone),
    /** A span of moments, in seconds. */
    span: (from: number, until: number) => formatStay(from * 1000, until * 1000, language, timeZone),
    /** "HH:MM" of a unit, for a time field. */
    unitClock: (day: number, unit: number) => clock.format(at(day, unit * UNIT)),
  }
}

/** The unit of a service day that a clock time "HH:MM" names; the day starts at `startClock`. */
export function unitOfClock(text: string, startClock: string): number | undefined {
  const minute = minuteOfClock(text, startClock)
  return minute === undefined ? undefined : Math.floor(minute / 5)
}

/** The minute of a service day that a clock time "HH:MM" names; the day starts at `startClock`. */
export function minuteOfClock(text: string, startClock: string): number | undefined {
  const minutesOf = (clock: string) => {
    const [, h, m] = /^(\d{2}):(\d{2})$/.exec(clock) ?? []
    return h === undefined || m === undefined ? undefined : Number(h) * 60 + Number(m)
  }
  const [wanted, start] = [minutesOf(text), minutesOf(startClock)]
  return wanted === undefined || start === undefined ? undefined : (wanted - start + 1440) % 1440
}
