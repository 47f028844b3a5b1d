import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { connect } from "@homesafe/db"
import type { AuthorityTables } from "@homesafe/db/authority"
import { clockFromEnvironment } from "@homesafe/service"
import { DEMONSTRATION_EVERY, readOrMakeDemonstration } from "../deployment/demonstration.ts"
import { holderOf } from "../supervise/lock-home.ts"
import { type Running, startDemonstration, type Told } from "../supervise/start.ts"
import { noteDrill } from "./note-drill.ts"
import { writeDrillReport } from "./write-drill-report.ts"

const PREFIX = "homesafe-drill-"

/** A drill that runs. */
export interface Drill extends Running {
  /** The folder that ends with it. */
  readonly home: string
  /** Stops it, writes its report and erases everything that it made; gives the report. */
  end(): Promise<string>
}

/**
 * Starts a drill: the whole system a second time, in a folder of its own, with a database, a deployment id and keys that are made for it and end
 * with it. Nothing of it is believed by anybody else, for no key of the real system ever signed for it (ADR 0037). `real` is the folder of the
 * real system: its audit log says that a drill was run, and nothing else of it is touched.
 */
export async function runDrill(
  real: string,
  told: Told,
  {
    place = async () => {},
    every = DEMONSTRATION_EVERY,
  }: {
    /** Puts a database there that was made before, where making one would take too long. */
    readonly place?: (home: string) => Promise<void>
    /** Seconds between two lists. */
    readonly every?: number
  } = {},
): Promise<Drill> {
  sweepDrills()
  const home = fs.mkdtempSync(path.join(os.tmpdir(), PREFIX))
  fs.chmodSync(home, 0o755) // PostgreSQL runs as another user where this runs as root
  const now = () => clockFromEnvironment(process.env).now()
  try {
    await place(home)
    const running = await startDemonstration(home, every, told, { isDrill: true, hasHealth: false })
    const { dep } = readOrMakeDemonstration(home)
    const began = now()
    if (!(await noteDrill(real, { act: "drill-began", at: began, dep })))
      told.say("no audit log of a real system was found: nothing is noted there")
    return {
      ...running,
      home,
      async end() {
        try {
          return await reportOf(running.authorityUrl, { dep, began, ended: now() })
        } finally {
          // Also where the report fails: what a drill made ends with it.
          await running.stop()
          fs.rmSync(home, { recursive: true, force: true })
          await noteDrill(real, { act: "drill-ended", at: now(), dep })
        }
      },
    }
  } catch (error) {
    fs.rmSync(home, { recursive: true, force: true })
    throw error
  }
}

async function reportOf(url: string, facts: Parameters<typeof writeDrillReport>[1]): Promise<string> {
  const db = connect<AuthorityTables>(url, 1)
  try {
    return await writeDrillReport(db, facts)
  } finally {
    await db.destroy()
  }
}

/** Erases what drills left behind that were killed before they could end. */
function sweepDrills(): void {
  for (const name of fs.readdirSync(os.tmpdir())) {
    const home = path.join(os.tmpdir(), name)
    if (name.startsWith(PREFIX) && hasEnded(home)) fs.rmSync(home, { recursive: true, force: true })
  }
}

/** Whether a drill's program once ran on this folder and is gone; one that has just begun has no mark yet. */
const hasEnded = (home: string) => fs.existsSync(path.join(home, "running.pid")) && holderOf(home) === undefined
