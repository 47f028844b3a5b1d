import { fork } from "node:child_process"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { placePrepared } from "@homesafe/db/prepared.test-support"
import { serviceDayOf, startOfServiceDay, unixSeconds } from "@homesafe/protocol"

/** Hong Kong: a service day begins at 04:00 (Spec §2). Seconds. */
export const OFFSET = 14_400
/** A demonstration's lists, in seconds. */
export const EVERY = 60

/** The whole system, on a folder, ports and a clock of its own. */
export interface System {
  readonly home: string
  readonly publicOrigin: string
  readonly consoleOrigin: string
  readonly invitation: string
  /** Of the health-code service; empty where it does not run. */
  readonly healthInvitation: string
  /** Everything that the supervisor said. */
  readonly said: () => string
  /** Seconds added to the machine's clock; servers and phones of a journey share it. */
  readonly clockOffset: () => number
  /** Sets all servers to `hours` after the start of today's service day. */
  readonly setTime: (hours: number) => void
  /** Lets the time of the next list come. */
  readonly passOneList: () => void
  readonly mails: () => string
  /** The newest mail to an address whose text holds these words; empty while there is none. */
  readonly mailTo: (mail: string, words: string) => string
  /** Stops every process; the folder stays. For what must work without any server. */
  readonly stopServers: () => Promise<void>
  readonly stop: () => Promise<void>
}

const root = path.resolve(import.meta.dirname, "../..")

/**
 * Each of the journeys that run at a time has ports of its own, below those that the machine gives to outgoing connections.
 * Two people's journeys on one machine set HOMESAFE_JOURNEY_PORTS apart.
 */
const portOf = () =>
  Number(process.env.HOMESAFE_JOURNEY_PORTS ?? 20_000) + 200 * Number(process.env.TEST_PARALLEL_INDEX ?? 0)

/** Starts the same program that `npm start` runs, as a child. */
export async function runSystem(
  startHours: number,
  options: readonly string[] = [],
  healthCode: "on" | "off" = "off",
): Promise<System> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-journey-"))
  fs.chmodSync(home, 0o755)
  const clockFile = path.join(home, "clock")
  const realNow = () => unixSeconds(Math.floor(Date.now() / 1000))
  const dayStart = startOfServiceDay(serviceDayOf(realNow(), OFFSET), OFFSET)
  let offset = 0
  const setOffset = (seconds: number) => {
    offset = Math.round(seconds)
    fs.writeFileSync(`${clockFile}.new`, String(offset))
    fs.renameSync(`${clockFile}.new`, clockFile)
  }
  const setTime = (hours: number) => setOffset(dayStart + hours * 3600 - realNow())
  setTime(startHours)

  // A copy: a build that runs meanwhile must not pull the pages away.
  const apps = path.join(home, "apps")
  for (const app of ["phone", "venue", "gate", "console"]) {
    fs.cpSync(path.join(root, "apps", app, "dist"), path.join(apps, app, "dist"), { recursive: true })
  }
  await placePrepared(home)
  const child = fork(path.join(root, "tools/cli/src/main.ts"), ["start", ...options], {
    cwd: root,
    env: {
      ...process.env,
      PORT: String(portOf()),
      HOMESAFE_HOME: home,
      HOMESAFE_TEST_CLOCK: clockFile,
      HOMESAFE_APPS: apps,
      HOMESAFE_HEALTH_CODE: healthCode,
    },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  })
  let said = ""
  child.stdout?.on("data", (chunk: Buffer) => {
    said += chunk.toString()
  })
  child.stderr?.on("data", (chunk: Buffer) => {
    said += chunk.toString()
  })
  const running = await new Promise<{ publicOrigin: string; consoleOrigin: string }>((resolve, reject) => {
    child.on("message", (message: { running?: { publicOrigin: string; consoleOrigin: string } }) => {
      if (message.running) resolve(message.running)
    })
    child.once("exit", () => reject(new Error(`the system did not start:\n${said}`)))
  })
  const [invitation] = /http:\/\/localhost:\d+\/enrol#\S+/.exec(said) ?? []
  const [healthInvitation = ""] = /http:\/\/localhost:\d+\/health-code\/enrol#\S+/.exec(said) ?? []
  if (!invitation) throw new Error(`no invitation was printed:\n${said}`)
  const stopServers = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child.once("exit", resolve))
    child.kill("SIGTERM")
    await ended
  }
  const readMails = () => {
    const file = path.join(home, "mail.txt")
    return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : ""
  }
  return {
    home,
    ...running,
    invitation,
    healthInvitation,
    said: () => said,
    clockOffset: () => offset,
    setTime,
    passOneList: () => setOffset(offset + EVERY),
    mails: readMails,
    mailTo: (mail, words) =>
      readMails()
        .split(/^(?=To: )/m)
        .findLast((each) => each.startsWith(`To: ${mail}\n`) && each.includes(words)) ?? "",
    stopServers,
    stop: async () => {
      await stopServers()
      fs.rmSync(home, { recursive: true, force: true })
    },
  }
}
