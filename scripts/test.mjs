// npm test: sets up what is needed and runs every check. The last line counts what passed and what failed.
import { spawnSync } from "node:child_process"
import fs from "node:fs"
import path from "node:path"
import process from "node:process"
import { buildApps, environment, root, setUp } from "./set-up.mjs"

const count = { passed: 0, failed: 0 }
const heading = (text) => console.log(`\n  ${text}`)
const node = setUp()
const env = environment(node)

heading("Formatting, lint, types, imports, documents")
const check = spawnSync(node, ["scripts/check.ts"], { cwd: root, env, stdio: "inherit" })
count[check.status === 0 ? "passed" : "failed"] += 1

heading("Unit, property, vector and server tests")
readVitest(
  runJson(
    "node_modules/vitest/vitest.mjs",
    ["run", "--reporter=default", "--reporter=json", "--outputFile.json=.cache/vitest.json"],
    ".cache/vitest.json",
  ),
)

const journeys = fs.readdirSync(path.join(root, "e2e")).filter((f) => f.endsWith(".journey.ts"))
if (journeys.length > 0) {
  heading("Journeys in a real browser")
  const missing = systemPackages()
  if (missing.length > 0) {
    console.log(
      `  Not run: this machine lacks ${missing.join(", ")}. Install them with:\n\n    sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing.join(" ")}\n`,
    )
    count.failed += journeys.length
  } else {
    buildApps(node)
    readPlaywright(
      runJson(
        "node_modules/@playwright/test/cli.js",
        ["test", "--config=e2e/playwright.config.ts"],
        ".cache/playwright.json",
      ),
    )
  }
}

console.log(`\n${count.passed} passed, ${count.failed} failed`)
process.exit(count.failed === 0 && count.passed > 0 ? 0 : 1)

function runJson(program, args, output) {
  const file = path.join(root, output)
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.rmSync(file, { force: true })
  const done = spawnSync(node, [program, ...args], { cwd: root, env: { ...env, FORCE_COLOR: "0" }, stdio: "inherit" })
  const report = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : undefined
  return { report, isGood: done.status === 0 }
}

function readVitest({ report, isGood }) {
  count.passed += report?.numPassedTests ?? 0
  const failed = (report?.numFailedTests ?? 0) + (report?.numFailedTestSuites ?? 0)
  count.failed += isGood ? failed : Math.max(1, failed)
}

function readPlaywright({ report, isGood }) {
  count.passed += report?.stats.expected ?? 0
  const failed = (report?.stats.unexpected ?? 0) + (report?.stats.flaky ?? 0)
  count.failed += isGood ? failed : Math.max(1, failed)
}

/** Debian packages that the journeys need and this machine lacks, after trying to install them. */
function systemPackages() {
  const has = (program) => spawnSync("which", [program]).status === 0
  const lacking = () =>
    [
      ["chromium", "chromium"],
      ["chromium-headless-shell", "chromium-headless-shell"],
      ["pdftoppm", "poppler-utils"],
      ["ffmpeg", "ffmpeg"],
      ["zbarimg", "zbar-tools"],
    ]
      .filter(([program]) => !has(program))
      .map(([, name]) => name)
      .concat(fs.existsSync("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc") ? [] : ["fonts-noto-cjk"])
  // Without its shell, Chromium runs every journey itself, and takes longer.
  const needed = () => lacking().filter((name) => name !== "chromium-headless-shell")
  const first = lacking()
  if (first.length === 0 || process.getuid?.() !== 0 || !has("apt-get")) return needed()
  heading(`Installing ${first.join(", ")} for the journeys`)
  const quiet = { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" }, stdio: ["ignore", "ignore", "inherit"] }
  spawnSync("apt-get", ["update", "-qq"], quiet)
  spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...first], quiet)
  return needed()
}
