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
  return problems
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
