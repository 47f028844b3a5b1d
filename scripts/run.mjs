// Runs one of our TypeScript programs under a current Node: node scripts/run.mjs FILE [arguments]
import { spawn } from "node:child_process"
import process from "node:process"
import { environment, setUp } from "./set-up.mjs"

const node = setUp()
const child = spawn(node, ["--disable-warning=ExperimentalWarning", ...process.argv.slice(2)], {
  env: environment(node),
  stdio: "inherit",
})
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal))
child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
