import fs from "node:fs"
import path from "node:path"

/** One program for one folder: two would write over each other. Returns what gives the folder free again. */
export function lockHome(home: string): () => void {
  fs.mkdirSync(home, { recursive: true })
  const file = path.join(home, "running.pid")
  const pid = holderOf(home)
  if (pid !== undefined)
    throw new Error(
      `HomeSafe already runs on ${home} (process ${pid}). Stop it first, or set HOMESAFE_HOME to another folder.`,
    )
  fs.writeFileSync(file, String(process.pid))
  return () => fs.rmSync(file, { force: true })
}

/** The other process that holds this folder and is alive. */
export function holderOf(home: string): number | undefined {
  const file = path.join(home, "running.pid")
  if (!fs.existsSync(file)) return undefined
  const pid = Number(fs.readFileSync(file, "utf8"))
  return isAlive(pid) ? pid : undefined
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return pid !== process.pid
  } catch {
    return false
  }
}
