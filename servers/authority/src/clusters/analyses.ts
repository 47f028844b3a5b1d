import { randomUUID } from "node:crypto"
import type { ClusterReport, getAnalysis, ReplyOf } from "@homesafe/api"
import type { AuthorityDeps } from "../deps.ts"
import type { ClusterRules } from "./analysis-thread.ts"
import { runAnalysis } from "./run-analysis.ts"
import type { AnalysisWindow } from "./window-cases.ts"

/** What was found is kept so long for the page that asked; then it is gone, as with the process. */
const KEPT_MS = 5 * 60_000

interface Analysis {
  readonly id: string
  readonly stop: AbortController
  percent: number
  outcome: ClusterReport | "failed" | null
  forget: NodeJS.Timeout | null
}

/** The analyses of one process: one of each officer, in memory alone. */
export class Analyses {
  readonly #ofOfficer = new Map<string, Analysis>()
  readonly #deps: AuthorityDeps

  constructor(deps: AuthorityDeps) {
    this.#deps = deps
  }

  /** Starts one; the one that the officer had is stopped and forgotten. */
  start(officer: string, window: AnalysisWindow, rules: ClusterRules): string {
    this.forget(officer)
    const analysis: Analysis = {
      ...{ id: randomUUID(), stop: new AbortController(), percent: 0, outcome: null, forget: null },
    }
    this.#ofOfficer.set(officer, analysis)
    void this.#run(officer, analysis, window, rules)
    return analysis.id
  }

  /** How far the officer's own is; nothing where there is none of this id. */
  read(officer: string, id: string | undefined): ReplyOf<typeof getAnalysis> | undefined {
    const analysis = this.#ofOfficer.get(officer)
    if (!analysis || analysis.id !== id) return undefined
    const { outcome, percent } = analysis
    if (outcome === null) return { state: "running", percent }
    return outcome === "failed" ? { state: "failed" } : { state: "done", report: outcome }
  }

  /** Stops and forgets the officer's own; where an id is given, only that one. */
  forget(officer: string, id?: string): void {
    const analysis = this.#ofOfficer.get(officer)
    if (!analysis || (id !== undefined && analysis.id !== id)) return
    analysis.stop.abort()
    if (analysis.forget) clearTimeout(analysis.forget)
    this.#ofOfficer.delete(officer)
  }

  async #run(officer: string, analysis: Analysis, window: AnalysisWindow, rules: ClusterRules): Promise<void> {
    const began = performance.now()
    const progress = {
      signal: analysis.stop.signal,
      set percent(value: number) {
        analysis.percent = value
      },
    }
    try {
      const report = await runAnalysis(this.#deps, window, rules, progress)
      const ms = Math.round(performance.now() - began)
      this.#deps.log.info({ cases: report.cases.length, visits: report.visits, ms }, "visits-analysed")
      analysis.outcome = report
    } catch {
      if (analysis.stop.signal.aborted) return
      // Why is not told: an error may quote what was being read.
      this.#deps.log.error("analysis-failed")
      analysis.outcome = "failed"
    }
    analysis.forget = setTimeout(() => this.forget(officer, analysis.id), KEPT_MS).unref()
  }
}
