import { keptSeconds, type TimedClass } from "@homesafe/domain"
import { serviceDayOf, unixSeconds } from "@homesafe/protocol"
import { type Doomed, destroyRows, hasDoomed } from "./destroy-rows.ts"
import { type PurgeDeps, purge } from "./purge.ts"

/** Up to when a class is over: as a moment, and as the service day that it falls on. */
export interface Over {
  readonly moment: number
  readonly day: number
}

/** Ends what a class's period is over for, under one entry of the ledger. The period is the table's (packages/domain). */
export async function endClass(
  deps: PurgeDeps,
  name: TimedClass,
  doomedBy: (over: Over) => readonly Doomed[],
): Promise<number> {
  const moment = Math.max(0, Math.floor(deps.clock.now() - keptSeconds(name)))
  const doomed = doomedBy({ moment, day: serviceDayOf(unixSeconds(moment), deps.offset) })
  if (!(await hasDoomed(deps.db, doomed))) return 0
  let rows = 0
  await purge(deps, async (tx) => {
    const { count, destroyed } = await destroyRows(tx, doomed)
    rows = count
    return count === 0 ? [] : [{ class: name, subject: null, count, before: moment, purgeIds: [], destroyed }]
  })
  if (rows > 0) deps.log.info({ class: name, rows }, "class-ended")
  return rows
}
