import type { HealthDeps } from "../deps.ts"

/** The date that a calendar on the wall shows at a moment, as rules and declarations have it. */
export function dateAt({ timeZone }: Pick<HealthDeps, "timeZone">, seconds: number): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(seconds * 1000)
}

/** Whole days from one date to a later one; negative the other way. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}
