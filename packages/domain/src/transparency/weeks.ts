import { addDays, type ServiceDay } from "@homesafe/protocol"

const DAYS = 7
/** Day 0 of the count, 1 January 1970, was a Thursday. */
const DAYS_FROM_MONDAY = 3

/** The Monday with which a day's week begins. */
export function weekOf(day: ServiceDay): ServiceDay {
  return addDays(day, -((day + DAYS_FROM_MONDAY) % DAYS))
}

/** The Mondays of the newest `most` whole weeks that are over, oldest first, none before the week of `first`. */
export function endedWeeks(today: ServiceDay, first: ServiceDay, most: number): ServiceDay[] {
  const weeks: ServiceDay[] = []
  for (
    let week = addDays(weekOf(today), -DAYS);
    week >= weekOf(first) && weeks.length < most;
    week = addDays(week, -DAYS)
  )
    weeks.unshift(week)
  return weeks
}
