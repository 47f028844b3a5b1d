import type { Mapping } from "@homesafe/lists"
import { scriptUrl } from "@homesafe/ui"
import type { LookAnswer, LookRequest } from "./look.worker.ts"
import workerUrl from "./look.worker.ts?worker&url"

/** Reads a file in a worker of this page, so that a large one does not stop the page; nothing is sent by it. */
export function lookAtFile(file: Uint8Array, twin: Uint8Array | null, mapping: Mapping | null): Promise<LookAnswer> {
  const worker = new Worker(scriptUrl(workerUrl, import.meta.env.BASE_URL), { type: "module" })
  const answer = new Promise<LookAnswer>((resolve) => {
    worker.addEventListener("message", ({ data }: MessageEvent<LookAnswer>) => resolve(data))
    worker.addEventListener("error", () => resolve({ ok: false, reason: "too-large", offset: 0 }))
  })
  const request: LookRequest = { file, twin, mapping, readAt: Math.floor(Date.now() / 1000) }
  worker.postMessage(request)
  return answer.finally(() => worker.terminate())
}
