// npm run build-twice: builds each web app twice, in folders of their own, and says whether the two are the same byte for byte.
import { spawnSync } from "node:child_process"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"

const root = path.resolve(import.meta.dirname, "..")
const work = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-builds-"))

function build(app: string, nth: number): string {
  const dist = path.join(work, `${app}-${nth}`)
  const vite = path.join(root, "node_modules/vite/bin/vite.js")
  const args = [vite, "build", "--logLevel", "warn", "--outDir", dist, "--emptyOutDir"]
  const done = spawnSync(process.execPath, args, { cwd: path.join(root, "apps", app), encoding: "utf8" })
  if (done.status !== 0) throw new Error(done.stdout + done.stderr)
  return dist
}

/** Files by their path, the compressed copies among them. */
function readAll(dist: string): ReadonlyMap<string, Buffer> {
  const names = fs.readdirSync(dist, { recursive: true, encoding: "utf8" })
  const files = names.filter((name) => fs.statSync(path.join(dist, name)).isFile())
  return new Map(files.map((name) => [name, fs.readFileSync(path.join(dist, name))]))
}

let differing = 0
try {
  for (const app of ["phone", "venue", "gate", "console"]) {
    const [first, second] = [readAll(build(app, 1)), readAll(build(app, 2))]
    const names = [...new Set([...first.keys(), ...second.keys()])].sort()
    const other = names.filter((name) => !first.get(name)?.equals(second.get(name) ?? Buffer.of()))
    differing += other.length
    console.log(
      other.length === 0
        ? `  ${app}: ${names.length} files, the same both times`
        : `  ${app} differs: ${other.join(", ")}`,
    )
  }
} finally {
  fs.rmSync(work, { recursive: true, force: true })
}
process.exit(differing === 0 ? 0 : 1)
