import { type ChildProcess, fork } from "node:child_process"

/** What a child tells its supervisor. */
export interface ChildMessage {
  readonly ready?: true
  readonly mail?: { readonly to: string; readonly subject: string; readonly text: string }
  readonly invitation?: string
  /** For the first officer of the health-code service. */
  readonly healthInvitation?: string
}

/** A program that runs until it is stopped; one that dies is started again, later each time. */
export interface Supervised {
  readonly ready: Promise<void>
  stop(): Promise<void>
}

/** Longest pause before another attempt, in milliseconds. */
const LONGEST_PAUSE = 10_000

/** Runs one program of ours with its own settings and nothing of this process's environment but what it needs. */
export function supervise(
  name: string,
  file: string,
  settings: Readonly<Record<string, string>>,
  on: {
    /** At every start, the first and each later one. */
    readonly ready?: () => void
    readonly message: (message: ChildMessage) => void
    readonly died: (name: string, code: number | null) => void
    readonly log: number
  },
): Supervised {
  let child: ChildProcess | undefined
  let isStopping = false
  let pause = 500
  let tellReady = () => {}
  const ready = new Promise<void>((resolve) => {
    tellReady = resolve
  })
  const run = () => {
    const env = {
      PATH: process.env.PATH ?? "",
      NODE_OPTIONS: "--disable-warning=ExperimentalWarning",
      ...testClock(),
      ...settings,
    }
    // Detached: Ctrl-C in a terminal reaches the supervisor alone, which then stops everything in order.
    child = fork(file, [], { env, stdio: ["ignore", on.log, on.log, "ipc"], detached: true })
    child.on("message", (message: ChildMessage) => {
      if (message.ready) {
        pause = 500
        tellReady()
        on.ready?.()
      }
      on.message(message)
    })
    child.once("exit", (code) => {
      if (isStopping) return
      on.died(name, code)
      setTimeout(() => !isStopping && run(), pause)
      pause = Math.min(pause * 2, LONGEST_PAUSE)
    })
  }
  run()
  return {
    ready,
    stop: () =>
      new Promise((resolve) => {
        isStopping = true
        if (!child || child.exitCode !== null || child.signalCode !== null) return resolve()
        child.once("exit", () => resolve())
        child.kill("SIGTERM")
        setTimeout(() => child?.kill("SIGKILL"), 8_000).unref()
      }),
  }
}

function testClock(): Record<string, string> {
  const file = process.env.HOMESAFE_TEST_CLOCK
  return file ? { HOMESAFE_TEST_CLOCK: file } : {}
}
