import { setImmediate } from "node:timers/promises"
import type { ClusterReport } from "@homesafe/api"
import { analyseClusters, type ClusterInput, type ClusterVisit } from "@homesafe/domain"
import type { AuthorityDeps } from "../deps.ts"
import { openVisits } from "./open-visits.ts"
import { type AnalysisWindow, casesOfWindow } from "./window-cases.ts"
import { writeReport } from "./write-report.ts"

/** What opening the visits is of the whole work, in percent: it is most of it. */
const OPENING = 70
/** The rules run so many milliseconds before other requests get their turn. */
const BREATH_MS = 8

/** What counts as a cluster. */
export type ClusterRules = Pick<ClusterInput, "profile" | "leastCases" | "windowDays">

/** Where an analysis says how far it is, and learns that nobody wants it any more. */
export interface Progress {
  readonly signal: AbortSignal
  percent: number
}

/** Opens the window's visits in memory, analyses them and writes the report. Between its steps the server answers others. */
export async function runAnalysis(
  deps: AuthorityDeps,
  window: AnalysisWindow,
  rules: ClusterRules,
  progress: Progress,
): Promise<ClusterReport> {
  const cases = await casesOfWindow(deps, window)
  const visits: ClusterVisit[] = []
  for await (const opened of openVisits(deps, cases)) {
    for (const visit of opened.visits) visits.push(visit)
    progress.signal.throwIfAborted()
    progress.percent = Math.round((OPENING * opened.cases) / cases.length)
    await setImmediate()
  }
  const placesKnown = await countVenues(deps)
  const steps = analyseClusters({ ...rules, cases, visits, placesKnown })
  for (;;) {
    const until = performance.now() + BREATH_MS
    let step = steps.next()
    while (!step.done && performance.now() < until) step = steps.next()
    if (step.done) return writeReport(deps, window, { cases, visits, findings: step.value })
    progress.percent = Math.round(OPENING + (99 - OPENING) * step.value)
    await setImmediate()
    progress.signal.throwIfAborted()
  }
}

/** Venues of the register: those that no case visited say what is usual too. */
async function countVenues({ db }: AuthorityDeps): Promise<number> {
  const asked = db
    .selectFrom("venue_register")
    .select((e) => e.fn.countAll<string>().as("n"))
    .where("state", "<>", "refused")
  return Number((await asked.executeTakeFirstOrThrow()).n)
}
