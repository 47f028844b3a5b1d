// npm start: sets up what is needed, builds the apps, and runs the whole system on an embedded database.
import { spawn } from "node:child_process"
import path from "node:path"
import process from "node:process"
import { buildApps, environment, root, setUp } from "./set-up.mjs"

console.log("\n  HomeSafe")
const node = setUp()
buildApps(node)
const child = spawn(
  node,
  [
    "--disable-warning=ExperimentalWarning",
    path.join(root, "tools/cli/src/main.ts"),
    "start",
    ...process.argv.slice(2),
  ],
  {
    cwd: root,
    env: environment(node),
    stdio: "inherit",
  },
)
// Ctrl-C reaches the whole group; the child stops everything in order, and this process waits for it.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal))
child.on("exit", (code) => process.exit(code ?? 1))
