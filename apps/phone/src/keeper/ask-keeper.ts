import { scriptUrl } from "@homesafe/ui"
import type { CommandName, InputOf, OutputOf } from "./commands.ts"
import type { Answer } from "./elect-keeper.ts"
import workerUrl from "./keeper.worker.ts?worker&url"

type Word = { readonly kind: "answer"; readonly answer: Answer } | { readonly kind: "changed" }

let worker: Worker | undefined
const waiting = new Map<string, { resolve: (output: unknown) => void; reject: (error: Error) => void }>()
const listeners = new Set<() => void>()
const noRoomListeners = new Set<() => void>()

function wake(): Worker {
  if (worker) return worker
  worker = new Worker(scriptUrl(workerUrl, import.meta.env.BASE_URL), { type: "module", name: "keeper" })
  worker.onmessage = ({ data }: MessageEvent<Word>) => {
    if (data.kind === "changed") {
      for (const listener of listeners) listener()
      return
    }
    const { answer } = data
    const asked = waiting.get(answer.id)
    waiting.delete(answer.id)
    if ("failed" in answer) {
      asked?.reject(new Error(answer.failed))
      if (answer.isNoRoom) for (const listener of noRoomListeners) listener()
    } else asked?.resolve(answer.output)
  }
  worker.onerror = (event) => {
    // A thread that could not start answers nobody: the next question starts another.
    worker?.terminate()
    worker = undefined
    for (const asked of waiting.values()) asked.reject(new Error(event.message || "the keeper could not be started"))
    waiting.clear()
  }
  return worker
}

/** Asks the keeper's thread; every question carries the page's clock. */
export function ask<N extends CommandName>(name: N, input: InputOf<N>): Promise<OutputOf<N>> {
  const id = crypto.randomUUID()
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve: (output) => resolve(output as OutputOf<N>), reject }) // as: the handler of this name made it
    wake().postMessage({ id, name, input, now: nowSeconds() })
  })
}

/** Hears of every change, in whichever tab it was made. Returns the way to stop. */
export function onKeeperChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Hears that something this page asked for could not be kept, for want of room. Returns the way to stop. */
export function onNoRoom(listener: () => void): () => void {
  noRoomListeners.add(listener)
  return () => noRoomListeners.delete(listener)
}

/** The page's clock, in whole seconds. */
export const nowSeconds = (): number => Math.floor(Date.now() / 1000)
