import fs from "node:fs"
import { type UnixSeconds, unixSeconds } from "@homesafe/protocol"

/** The one way for a server to know the time. */
export interface Clock {
  now(): UnixSeconds
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => unixSeconds(Math.floor(Date.now() / 1000)) }

/**
 * The machine's clock, unless HOMESAFE_TEST_CLOCK names a file: then the file's number of seconds is added to it.
 * Tests alone set it; a server in production mode refuses to start with it.
 */
export function clockFromEnvironment(environment: Readonly<Record<string, string | undefined>>): Clock {
  const file = environment.HOMESAFE_TEST_CLOCK
  if (!file) return systemClock
  if (environment.HOMESAFE_MODE === "production") throw new Error("HOMESAFE_TEST_CLOCK is refused in production mode")
  return { now: () => unixSeconds(Math.floor(Date.now() / 1000) + Number(fs.readFileSync(file, "utf8"))) }
}
