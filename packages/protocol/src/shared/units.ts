declare const unit: unique symbol
/** Whole days counted from the deployment's offset (Spec §2). */
export type ServiceDay = number & { readonly [unit]: "service-day" }
/** Seconds since 1970-01-01T00:00:00Z. */
export type UnixSeconds = number & { readonly [unit]: "unix-seconds" }
/** Minutes since the start of a service day, 0..1440. */
export type Minutes = number & { readonly [unit]: "minutes" }
/** Units of five minutes since the start of a service day, 0..288. */
export type Units = number & { readonly [unit]: "five-minutes" }

const DAY_SECONDS = 86_400
/** How many service days a phone keeps, today included (Spec §5). */
export const RETENTION_DAYS = 31

function within(value: number, greatest: number, name: string): number {
  if (Number.isSafeInteger(value) && value >= 0 && value <= greatest) return value
  throw new RangeError(`${value} is not ${name}`)
}

/** Marks a checked number as a service day. */
export function serviceDay(value: number): ServiceDay {
  return within(value, 65_535, "a service day") as ServiceDay // unit constructor
}

/** Marks a checked number as seconds since 1970. */
export function unixSeconds(value: number): UnixSeconds {
  return within(value, 2 ** 32 - 1, "a time") as UnixSeconds // unit constructor
}

/** Marks a checked number as minutes of a day. */
export function minutes(value: number): Minutes {
  return within(value, 1440, "minutes of a day") as Minutes // unit constructor
}

/** Marks a checked number as five-minute units of a day. */
export function units(value: number): Units {
  return within(value, 288, "units of a day") as Units // unit constructor
}

/** Units counted from a service day's start that may run into the day after it: a night flight lands there. */
export function unitsOnward(value: number): Units {
  return within(value, 576, "units of two days") as Units // as: checked above
}

/** The service day of a moment; Hong Kong's offset 14400 begins it at 04:00 (Spec §2). */
export function serviceDayOf(t: UnixSeconds, offset: number): ServiceDay {
  return serviceDay(Math.max(0, Math.floor((t + offset) / DAY_SECONDS)))
}

/** Seconds since the start of the moment's service day. */
export function secondOfDay(t: UnixSeconds, offset: number): number {
  return (((t + offset) % DAY_SECONDS) + DAY_SECONDS) % DAY_SECONDS
}

/** The hour of the service day, 0..23; hour 0 is its first, not midnight (Spec §2). */
export function hourOf(t: UnixSeconds, offset: number): number {
  return Math.floor(secondOfDay(t, offset) / 3600)
}

/** The minute of the service day, 0..1439. */
export function minuteOf(t: UnixSeconds, offset: number): Minutes {
  return minutes(Math.floor(secondOfDay(t, offset) / 60))
}

/** The moment at which a service day begins. */
export function startOfServiceDay(day: ServiceDay, offset: number): UnixSeconds {
  return unixSeconds(day * DAY_SECONDS - offset)
}

/** The day so many days later (earlier when negative). */
export function addDays(day: ServiceDay, count: number): ServiceDay {
  return serviceDay(day + count)
}

/** Says whether a day must be gone from a phone: 31 days are kept, today included (Spec §5). */
export function isPastRetention(day: ServiceDay, today: ServiceDay): boolean {
  return day <= today - RETENTION_DAYS
}
