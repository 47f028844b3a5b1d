import fs from "node:fs"
import path from "node:path"
import { importTable } from "./import-table.ts"

const LONGEST_FILE = 400
const IMPORT =
  /(?:^|[\s;}])(?:import|export)\s[^"'();]*?from\s*["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)|^import\s+["']([^"']+)["']/gm

/** Compares every import with the table, and every hand-written file with the longest one allowed. */
export function checkArchitecture(root: string): string[] {
  const problems: string[] = []
  for (const [place, allowed] of Object.entries(importTable)) {
    for (const file of sourcesIn(path.join(root, place))) {
      const text = fs.readFileSync(file, "utf8")
      const name = path.relative(root, file)
      const lines = text.split("\n").length
      if (lines > LONGEST_FILE)
        problems.push(`${name} has ${lines} lines; a file longer than ${LONGEST_FILE} cannot be known`)
      const isTest = /\.test(-support)?\.tsx?$/.test(file)
      for (const target of importsOf(text)) {
        if (target.startsWith("../../")) problems.push(`${name} imports ${target}: reach another package by its name`)
        const door = /^@homesafe\/(.+)$/.exec(target)?.[1]
        if (door === undefined || allowed.includes("*") || isTest) continue
        if (!isAllowed(place, door, allowed)) problems.push(`${name} imports @homesafe/${door}, which ${place} may not`)
      }
    }
  }
  return [...problems, ...checkOpening(path.join(root, "packages/protocol/src"))]
}

// A phone opens the one box that another phone sealed to its screen (ADR 0040), a screen at the door the days that its venue sealed to it
// (ADR 0013), the health-code service what was shared with it (ADR 0045); what opens an upload stays behind the opener's door.
const MAY_OPEN_BOXES = [
  "open/open-upload.ts",
  "open/open-form.ts",
  "ask/open-venue-answer.ts",
  "transfer/open-transfer.ts",
  "codes/open-device-packet.ts",
  "cards/open-card.ts",
  "health/open-share.ts",
  "health.ts",
  "opener.ts",
]

/** Inside the protocol the table does not look: no door but the opener's may lead to the code that opens uploads. */
export function checkOpening(source: string): string[] {
  const problems: string[] = []
  for (const file of sourcesIn(source)) {
    const name = path.relative(source, file)
    if (/\.test(-support)?\.ts$/.test(name) || MAY_OPEN_BOXES.includes(name)) continue
    if (localImports(file).includes(path.join(source, "box/open-box.ts")))
      problems.push(`packages/protocol/src/${name} imports box/open-box.ts: only ${MAY_OPEN_BOXES.join(", ")} may`)
  }
  for (const door of fs.readdirSync(source).filter((name) => /^[a-z]+\.ts$/.test(name) && name !== "opener.ts")) {
    const found = [...reachableFrom(path.join(source, door))].find((file) =>
      file.startsWith(path.join(source, "open/")),
    )
    if (found)
      problems.push(`packages/protocol/src/${door} leads to ${path.relative(source, found)}: only opener.ts may`)
  }
  return problems
}

function reachableFrom(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file) || !fs.existsSync(file)) return seen
  seen.add(file)
  for (const next of localImports(file)) reachableFrom(next, seen)
  return seen
}

function localImports(file: string): string[] {
  const targets = importsOf(fs.readFileSync(file, "utf8")).filter((target) => target.startsWith("."))
  return targets.map((target) => path.resolve(path.dirname(file), target))
}

function isAllowed(place: string, door: string, allowed: readonly string[]): boolean {
  const [name = ""] = door.split("/")
  if (place === `packages/${name}`) return true
  return name === "protocol" ? allowed.includes(door) : allowed.includes(name)
}

function importsOf(text: string): string[] {
  return [...text.matchAll(IMPORT)].map((m) => m[1] ?? m[2] ?? m[3] ?? "")
}

function* sourcesIn(dir: string): Generator<string> {
  if (!fs.existsSync(dir)) return
  for (const entry of fs.readdirSync(dir, { withFileTypes: true })) {
    if (["node_modules", "dist", "generated", "vectors"].includes(entry.name)) continue
    const at = path.join(dir, entry.name)
    if (entry.isDirectory()) yield* sourcesIn(at)
    else if (/\.(tsx?|css|mjs)$/.test(entry.name)) yield at
  }
}

/** The diagram that ARCHITECTURE.md prints. */
export function printDiagram(): string {
  const rows = Object.entries(importTable).map(([place, allowed]) => {
    const words = allowed.length === 0 ? "nothing of ours" : allowed.includes("*") ? "anything" : allowed.join(", ")
    return `${place.padEnd(18)} → ${words}`
  })
  return ["```", ...rows, "```"].join("\n")
}
