import { formatMoment, formatTime } from "@homesafe/i18n"
import type { UnixSeconds } from "@homesafe/protocol"
import { useGate } from "../app/context.ts"
import { useNow } from "./use-now.ts"

/** The time at the door, each second, with its words in the deployment's own zone. */
export function useDoorTime(): {
  readonly moment: UnixSeconds
  readonly dateAndTime: string
  readonly timeOf: (t: number) => string
} {
  const { t, facts } = useGate()
  const moment = useNow()
  const timeOf = (seconds: number) => formatTime(seconds * 1000, t.language, facts.timeZone)
  return { moment, dateAndTime: formatMoment(moment * 1000, t.language, facts.timeZone), timeOf }
}
