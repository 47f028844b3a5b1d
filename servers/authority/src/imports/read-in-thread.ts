import { Worker } from "node:worker_threads"
import type { ListReading, ReadingWishes, Refusal } from "@homesafe/lists"
import type { ReadingTask } from "./read-list.worker.ts"

/** What a thread answers. */
export type Reading = { readonly ok: true; readonly value: ListReading } | Refusal

const LONGEST_MS = 60_000
const MOST_MEMORY = { maxOldGenerationSizeMb: 1024 }

/**
 * Reads a list in a thread of its own: a large file takes seconds, in which the server goes on answering, and a file that was made to
 * exhaust a reader ends the thread and not the server.
 */
export async function readInThread(file: Uint8Array, wishes: ReadingWishes): Promise<Reading> {
  const task: ReadingTask = { file, wishes }
  const worker = new Worker(new URL("./read-list.worker.ts", import.meta.url), {
    workerData: task,
    resourceLimits: MOST_MEMORY,
  })
  const tooLarge: Refusal = { ok: false, reason: "too-large", offset: 0 }
  const late = Promise.withResolvers<Reading>()
  const timer = setTimeout(() => late.resolve(tooLarge), LONGEST_MS)
  worker.once("message", (reading: Reading) => late.resolve(reading))
  worker.once("error", (error: Error & { code?: string }) => {
    if (error.code === "ERR_WORKER_OUT_OF_MEMORY") late.resolve(tooLarge)
    else late.reject(error)
  })
  try {
    return await late.promise
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}
