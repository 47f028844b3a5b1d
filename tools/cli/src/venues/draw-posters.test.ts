import { execFileSync, spawnSync } from "node:child_process"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { checkNames } from "@homesafe/protocol"
import { writePoster } from "@homesafe/ui/poster"
import { afterAll, expect, test } from "vitest"
import { cutFonts, drawPosters } from "./draw-posters.ts"

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-posters-"))
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))
const has = (program: string, flag: string) => spawnSync(program, [flag]).error === undefined
const canRead = has("pdfinfo", "-v") && has("pdftoppm", "-v") && has("zbarimg", "--version")

const names = [
  ") >> endobj /OpenAction << /S /JavaScript /JS (app.alert(1)) >>",
  "</svg><script>alert(1)</script>",
  '<!--#exec cmd="id"--> %PDF-1.7 \\) (( )) <>',
  // The longest that a code may hold, in two languages; 500 letters are refused before anything is signed.
  "W".repeat(79),
  "مطعم שלום",
  "🍜 麵家 🏮",
]
const digits = "314159265358979323846264338327950288419716939937510582097494459230781640628620899"
const sheetOf = (name: string) =>
  writePoster({
    kind: "enter",
    venue: { en: name, hant: name },
    entrance: name.length > 60 ? null : { en: name, hant: "正門" },
    code: { bytes: "https://homesafe.example/v#", digits },
    printedAt: Date.UTC(2026, 10, 20),
    endsAt: Date.UTC(2026, 11, 4),
    timeZone: "Asia/Hong_Kong",
    version: 1,
    provisional: false,
    voluntary: true,
    demonstration: false,
    host: "homesafe.example",
  })

test.skipIf(!canRead)(
  "hostile 33: whatever a name is made of, the PDF is whole, runs nothing, links nowhere, and its code reads byte for byte (skipped without poppler and zbar)",
  async () => {
    expect(checkNames({ en: "W".repeat(500), hant: "W" }).ok).toBe(false)
    expect(checkNames({ en: "W".repeat(79), hant: "W".repeat(79) }).ok).toBe(true)
    const sheets = names.map(sheetOf)
    const file = path.join(folder, "posters.pdf")
    fs.writeFileSync(file, await drawPosters(names[0] ?? "", sheets, await cutFonts(sheets)))
    const info = spawnSync("pdfinfo", [file], { encoding: "utf8" })
    expect([info.status, info.stderr]).toEqual([0, ""])
    expect(info.stdout).toMatch(/^Pages:\s+6$/m)
    expect(info.stdout).toMatch(/^JavaScript:\s+no$/m)
    expect(info.stdout).toMatch(/^Form:\s+none$/m)
    expect(execFileSync("pdfinfo", ["-js", file], { encoding: "utf8" }).trim()).toBe("")
    expect(execFileSync("pdfinfo", ["-url", file], { encoding: "utf8" }).trim().split("\n").slice(1)).toEqual([])
    execFileSync("pdftoppm", ["-png", "-r", "150", file, path.join(folder, "page")])
    const pages = fs.readdirSync(folder).filter((name) => name.endsWith(".png"))
    expect(pages).toHaveLength(names.length)
    for (const page of pages) {
      const read = execFileSync("zbarimg", ["-q", "--raw", path.join(folder, page)], { encoding: "utf8" }).trim()
      expect(read, page).toBe(`https://homesafe.example/v#${digits}`)
    }
  },
  60_000,
)
