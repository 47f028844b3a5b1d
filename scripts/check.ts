// npm run check: everything that can be judged without running the product.
import { spawnSync } from "node:child_process"
import fs from "node:fs"
import path from "node:path"
import { checkArchitecture } from "./check-architecture.ts"
import { checkDocuments } from "./check-documents.ts"

const root = path.resolve(import.meta.dirname, "..")
const failures: string[] = []

function run(name: string, program: string, args: readonly string[]): void {
  const started = Date.now()
  const done = spawnSync(process.execPath, [path.join(root, "node_modules", program), ...args], {
    cwd: root,
    encoding: "utf8",
  })
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  if (done.status !== 0) failures.push(name)
  console.log(done.status === 0 ? `  ok    ${name} (${seconds} s)` : `  FAIL  ${name}\n${done.stdout}\n${done.stderr}`)
}

function projects(): string[] {
  const folders = ["packages", "servers", "apps", "tools"].flatMap((kind) =>
    fs.readdirSync(path.join(root, kind)).map((name) => `${kind}/${name}`),
  )
  return [...folders, "e2e", "scripts"].flatMap((folder) =>
    ["tsconfig.json", "tsconfig.test.json"]
      .map((file) => `${folder}/${file}`)
      .filter((file) => fs.existsSync(path.join(root, file))),
  )
}

run("format and lint (Biome)", "@biomejs/biome/bin/biome", ["check", "--error-on-warnings", "."])
run("lint with types (oxlint)", "oxlint/bin/oxlint", [
  "--type-aware",
  "-D",
  "typescript/no-floating-promises",
  "-D",
  "typescript/no-misused-promises",
  "--quiet",
  "packages",
  "servers",
  "apps",
  "tools",
  "e2e",
])
for (const project of projects()) run(`types of ${path.dirname(project)}`, "typescript/bin/tsc", ["-p", project])
run("dead code (knip)", "knip/bin/knip.js", [])
for (const problem of [...checkArchitecture(root), ...checkDocuments(root)]) {
  failures.push(problem)
  console.log(`  FAIL  ${problem}`)
}
console.log(failures.length === 0 ? "  all checks hold" : `  ${failures.length} checks failed`)
process.exit(failures.length === 0 ? 0 : 1)
