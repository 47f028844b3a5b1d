import { applyForVenue, type CallProblem, call, listVenues } from "@homesafe/api"
import type { ServiceDay } from "@homesafe/protocol"
import { renewRow } from "./prepare-rows.ts"
import { type KeptRow, keepRows } from "./row-store.ts"

/** How a run stands: what each row is, and whether the server asked to wait. */
export interface Run {
  readonly rows: readonly KeptRow[]
  readonly isPaused: boolean
}

/** Why a run stopped before its end; the rest waits in this browser. */
export type RunEnd = "done" | "stopped" | Extract<CallProblem, "offline" | "not-signed-in" | "unexpected">

/** The server may be asked to slow down; after this, it is another fault. */
const MOST_PAUSES = 200

/** Registers the rows that wait, one after the other, each once however often it is begun anew. */
export async function registerRows(
  kept: readonly KeptRow[],
  {
    today,
    tell,
    isStopped,
    pauseMs = 5000,
  }: {
    readonly today: ServiceDay
    readonly tell: (run: Run) => void
    readonly isStopped: () => boolean
    readonly pauseMs?: number
  },
): Promise<RunEnd> {
  const known = await call(listVenues)
  if (!known.ok) return endOf(known.problem)
  // What an earlier run had sent, whose answers never came.
  const venueOf = new Map(known.value.venues.map(({ commit, id }) => [commit, id]))
  const rows = kept.map((row) => {
    const venue = venueOf.get(row.application.commit)
    return row.state === "waiting" && venue !== undefined ? { ...row, state: "registered" as const, venue } : row
  })
  await keepRows(rows)
  tell({ rows: [...rows], isPaused: false })
  let pauses = 0
  for (let at = 0; at < rows.length; ) {
    const row = rows[at]
    if (isStopped()) return "stopped"
    if (row?.state !== "waiting") {
      at++
      continue
    }
    const current = row.application.notBefore < today ? await renewRow(row, today) : row
    const answer = await call(applyForVenue, { body: current.application })
    if (!answer.ok && isBusy(answer.problem) && pauses < MOST_PAUSES) {
      rows[at] = current
      pauses++
      tell({ rows: [...rows], isPaused: true })
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
      continue
    }
    if (!answer.ok && isOurs(answer.problem)) return endOf(answer.problem)
    const next: KeptRow = answer.ok
      ? { ...current, state: "registered", venue: answer.value.id }
      : { ...current, state: "refused", problem: answer.problem }
    await keepRows([next])
    rows[at] = next
    at++
    tell({ rows: [...rows], isPaused: false })
  }
  return "done"
}

function isBusy(problem: CallProblem): boolean {
  return problem === "too-many-requests" || problem === "too-many-waiting"
}

// Not the row's fault: it is the same at the next try.
function isOurs(problem: CallProblem): boolean {
  return problem === "offline" || problem === "not-signed-in" || problem === "unexpected" || isBusy(problem)
}

function endOf(problem: CallProblem): RunEnd {
  return problem === "offline" || problem === "not-signed-in" ? problem : "unexpected"
}
