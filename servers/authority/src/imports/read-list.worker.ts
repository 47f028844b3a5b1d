import { parentPort, workerData } from "node:worker_threads"
import { type ReadingWishes, readList } from "@homesafe/lists"

/** What a thread is given: one file and how to read it. */
export interface ReadingTask {
  readonly file: Uint8Array
  readonly wishes: ReadingWishes
}

const { file, wishes } = workerData as ReadingTask // as: written by read-in-thread.ts, the one that starts this
parentPort?.postMessage(readList(file, wishes))
