import { Worker } from "node:worker_threads"
import type { ClusterReport } from "@homesafe/api"
import type { ClusterInput } from "@homesafe/domain"
import type { CaseKeyring } from "../cases/case-keys.ts"
import type { NamedPlace } from "./name-places.ts"
import type { SealedCase } from "./open-visits.ts"
import type { AnalysisWindow, WindowCase } from "./window-cases.ts"

/** What counts as a cluster. */
export type ClusterRules = Pick<ClusterInput, "profile" | "leastCases" | "windowDays">

/** What a thread is started with. */
export interface ThreadStart {
  readonly keys: CaseKeyring
  readonly window: AnalysisWindow
  readonly rules: ClusterRules
  readonly cases: readonly WindowCase[]
  readonly offset: number
}

/** What a thread is asked, one question at a time. */
export type ThreadQuestion =
  | { readonly ask: "open"; readonly sealed: readonly SealedCase[] }
  | { readonly ask: "analyse"; readonly placesKnown: number }
  | { readonly ask: "name"; readonly named: readonly (readonly [string, NamedPlace])[] }
  | { readonly ask: "write" }

/** What it answers. */
export type ThreadAnswer =
  | { readonly to: "open" }
  | { readonly to: "analyse"; readonly vids: readonly string[] }
  | { readonly to: "name" }
  | { readonly to: "write"; readonly report: ClusterReport }

type Asked = ThreadQuestion["ask"]
type AnswerTo<Ask extends Asked> = Extract<ThreadAnswer, { to: Ask }>

/** A thread that opens visits and runs the rules, while the server's own goes on answering. */
export interface AnalysisThread {
  ask<Ask extends Asked>(question: Extract<ThreadQuestion, { ask: Ask }>): Promise<AnswerTo<Ask>>
  stop(): Promise<void>
}

/** More ends the thread, and not the server: 500,000 visits take about half of it. */
const MOST_MEMORY = { maxOldGenerationSizeMb: 2048 }

/**
 * Starts the thread of one analysis. The server's key lies in memory that both share, so that it is written over here when the thread ends,
 * however it ends: a thread that was stopped could not do so itself.
 */
export function startThread(
  start: ThreadStart,
  signal: AbortSignal,
  onProgress: (part: number) => void,
): AnalysisThread {
  const atRest = new Uint8Array(new SharedArrayBuffer(start.keys.atRest.length))
  atRest.set(start.keys.atRest)
  const keys: CaseKeyring = { atRest, caseKeys: start.keys.caseKeys }
  const workerData: ThreadStart = { ...start, keys }
  const worker = new Worker(new URL("./analyse.worker.ts", import.meta.url), {
    workerData,
    resourceLimits: MOST_MEMORY,
  })
  let waiting: PromiseWithResolvers<ThreadAnswer> | null = null
  let ended: Error | null = null
  const end = (error: Error) => {
    ended ??= error
    waiting?.reject(ended)
  }
  worker.on("message", (said: ThreadAnswer | { readonly progress: number }) => {
    if ("progress" in said) onProgress(said.progress)
    else waiting?.resolve(said)
  })
  worker.on("error", end)
  worker.on("exit", () => end(new Error("the thread has ended")))
  const stop = async () => {
    await worker.terminate()
    atRest.fill(0)
  }
  signal.addEventListener("abort", () => void stop(), { once: true })
  return {
    stop,
    ask: async <Ask extends Asked>(question: Extract<ThreadQuestion, { ask: Ask }>) => {
      if (ended) throw ended
      waiting = Promise.withResolvers()
      worker.postMessage(question)
      return (await waiting.promise) as AnswerTo<Ask> // as: analyse.worker.ts answers each question with its own answer
    },
  }
}
