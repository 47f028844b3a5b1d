import type { Logger } from "pino"

/** Runs a round again and again, `pauseMs` after the last one ended; a round that fails is logged and tried again. */
export function runRounds(name: string, round: () => Promise<void>, pauseMs: number, log: Logger): () => Promise<void> {
  let isStopped = false
  let wake = () => {}
  const loop = async () => {
    while (!isStopped) {
      try {
        await round()
      } catch (error) {
        log.error({ round: name, message: error instanceof Error ? error.message : "unknown" }, "round-failed")
      }
      if (isStopped) return
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pauseMs)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }
  const ended = loop()
  return async () => {
    isStopped = true
    wake()
    await ended
  }
}
