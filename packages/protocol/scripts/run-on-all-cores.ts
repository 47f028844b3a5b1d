import os from "node:os"
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads"

/**
 * Shares a count out over this machine's cores: every core runs the script at `url` again with a share and a seed of its own. In such
 * a worker it runs `work` and answers; in the first thread it gives all answers.
 */
export async function runOnAllCores<T>(
  url: string,
  count: number,
  work: (share: number, seed: number) => T | Promise<T>,
): Promise<readonly T[]> {
  if (!isMainThread) {
    const { share, seed } = workerData as { readonly share: number; readonly seed: number } // as: given below
    parentPort?.postMessage(await work(share, seed))
    return []
  }
  const cores = Math.max(1, Math.min(os.availableParallelism(), count))
  return Promise.all(
    Array.from({ length: cores }, (_, core) => {
      const share = Math.floor(((core + 1) * count) / cores) - Math.floor((core * count) / cores)
      const worker = new Worker(new URL(url), { workerData: { share, seed: core + 1 } })
      return new Promise<T>((resolve, reject) => worker.once("message", resolve).once("error", reject))
    }),
  )
}
