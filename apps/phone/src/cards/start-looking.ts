import { scriptUrl } from "@homesafe/ui"
import type { LookAnswer } from "./look.worker.ts"
import workerUrl from "./look.worker.ts?worker&url"
import type { CardFindings, LookRequest } from "./look-into-records.ts"

/** Looks into a card in a thread of its own; `stop` ends it, and with it everything that it held. */
export function startLooking(
  request: LookRequest,
  tell: (tried: number, of: number) => void,
): { readonly found: Promise<CardFindings>; readonly stop: () => void } {
  const worker = new Worker(scriptUrl(workerUrl, import.meta.env.BASE_URL), { type: "module", name: "card" })
  const found = new Promise<CardFindings>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<LookAnswer>) => {
      if ("tried" in data) return tell(data.tried, data.of)
      worker.terminate()
      if ("findings" in data) resolve(data.findings)
      else reject(new Error(data.failed))
    }
    worker.onerror = (event) => reject(new Error(event.message || "the thread could not be started"))
  })
  worker.postMessage(request)
  return { found, stop: () => worker.terminate() }
}
