import fs from "node:fs"
import path from "node:path"
import { holderOf } from "./lock-home.ts"

/** What commands of the same owner may know of a system that runs. The address holds a password: mode 0600. */
export interface RunningFacts {
  readonly authorityUrl: string
  readonly publicOrigin: string
  readonly consoleOrigin: string
  /** The opener's address on this machine. */
  readonly opener: string
  /** Null where no health-code service runs. */
  readonly healthUrl: string | null
}

/** Leaves the facts in `running.json`; returns what removes them. */
export function leaveRunningFacts(home: string, facts: RunningFacts): () => void {
  const file = path.join(home, "running.json")
  fs.rmSync(file, { force: true })
  fs.writeFileSync(file, `${JSON.stringify(facts)}\n`, { mode: 0o600, flag: "wx" })
  return () => fs.rmSync(file, { force: true })
}

/** The facts of the system that runs on this folder; nothing when none runs, whatever a crash left behind. */
export function findRunningFacts(home: string): RunningFacts | undefined {
  const file = path.join(home, "running.json")
  if (holderOf(home) === undefined || !fs.existsSync(file)) return undefined
  return JSON.parse(fs.readFileSync(file, "utf8")) as RunningFacts // as: written above
}
