import fs from "node:fs"
import path from "node:path"
import { problemStatus } from "@homesafe/api"
import { printDiagram } from "./check-architecture.ts"

/** Documents that test themselves: problem codes, the import diagram, settings. */
export function checkDocuments(root: string): string[] {
  const read = (file: string) => {
    const at = path.join(root, file)
    return fs.existsSync(at) ? fs.readFileSync(at, "utf8") : ""
  }
  const problems: string[] = []
  const problemTable = read("docs/problems.md")
  for (const [code, status] of Object.entries(problemStatus)) {
    if (!problemTable.includes(`| \`${code}\` | ${status} |`))
      problems.push(`docs/problems.md lacks a row for ${code} (${status})`)
  }
  for (const [, code] of problemTable.matchAll(/^\| `([a-z-]+)` \|/gm)) {
    if (code && !(code in problemStatus))
      problems.push(`docs/problems.md has a row for ${code}, which no server answers`)
  }
  if (!read("ARCHITECTURE.md").includes(printDiagram())) {
    problems.push(
      "ARCHITECTURE.md's import diagram differs from scripts/import-table.ts: print it anew with npm run diagram",
    )
  }
  const settings = read("docs/operations/settings.md")
  for (const name of settingsUsed(root)) {
    if (!settings.includes(`\`${name}\``)) problems.push(`docs/operations/settings.md does not explain ${name}`)
  }
  return problems
}

function settingsUsed(root: string): string[] {
  const files = [
    "servers/public",
    "servers/authority",
    "servers/opener",
    "servers/verifier",
    "tools/witness",
    "tools/canary",
    "packages/service",
  ]
  const names = files.flatMap((folder) => {
    const dir = path.join(root, folder, "src")
    return fs
      .readdirSync(dir)
      .filter((f) => f === "main.ts" || f === "clock.ts")
      .flatMap((f) => fs.readFileSync(path.join(dir, f), "utf8").match(/HOMESAFE_[A-Z_]+/g) ?? [])
  })
  return [...new Set(names)].sort()
}
