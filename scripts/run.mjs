// Runs one of our TypeScript programs under a current Node: node scripts/run.mjs [--with-apps] FILE [arguments]
import { spawn } from "node:child_process"
import process from "node:process"
import { buildApps, environment, setUp } from "./set-up.mjs"

const node = setUp()
const asked = process.argv.slice(2)
const withApps = asked[0] === "--with-apps"
if (withApps) buildApps(node)
const child = spawn(node, ["--disable-warning=ExperimentalWarning", ...asked.slice(withApps ? 1 : 0)], {
  env: environment(node),
  stdio: "inherit",
})
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal))
child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
