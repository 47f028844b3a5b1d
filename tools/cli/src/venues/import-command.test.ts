import { execFileSync, spawnSync } from "node:child_process"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { doesChainHold } from "@homesafe/db/audit"
import { readTrustList, serviceDayOf, unixSeconds } from "@homesafe/protocol"
import { readScannedCode } from "@homesafe/protocol/visitor"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { importVenues, readImportArguments } from "./import-command.ts"
import { openAuthority } from "./open-authority.ts"

const home = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-import-"))
const out = path.join(home, "posters")
const csv = path.join(home, "register.csv")
const said: string[] = []
const say = (line: string) => said.push(line)

beforeAll(async () => {
  fs.chmodSync(home, 0o755)
  fs.writeFileSync(
    csv,
    `Facility Name,設施名稱,Address,地址,District,地區,Type,設施類別,ID
Harbour Street Market,海港街街市,1 Harbour Street,海港街1號,YAU TSIM,油尖區,PUBLIC MARKETS / COOKED FOOD MARKETS,街市/熟食市場,1
Hill Crematorium,山火葬場,Hill Road,山道,SOUTHERN,南區,CREMATORIA,火葬場,2
Hill Road Public Toilet,山道公廁,Hill Road,山道,SOUTHERN,南區,PUBLIC TOILETS,公廁,3
No Chinese Name,,Hill Road,山道,SOUTHERN,南區,PUBLIC TOILETS,公廁,4
`,
  )
  await importVenues(home, { csv, out }, say)
}, 120_000)
afterAll(() => {
  const elsewhere = path.join(home, "postgres-elsewhere")
  if (fs.existsSync(elsewhere)) fs.rmSync(fs.readFileSync(elsewhere, "utf8"), { recursive: true, force: true })
  fs.rmSync(home, { recursive: true, force: true })
})

const now = () => unixSeconds(Math.floor(Date.now() / 1000))
async function ask<T>(question: (authority: Awaited<ReturnType<typeof openAuthority>>) => Promise<T>): Promise<T> {
  const authority = await openAuthority(home, now(), say)
  try {
    return await question(authority)
  } finally {
    await authority.close()
  }
}
const has = (program: string, flag: string) => spawnSync(program, [flag]).error === undefined
const canScan = has("pdftoppm", "-v") && has("zbarimg", "--version")

describe("an import of the authority's own premises", () => {
  test("makes one file of posters for each district, readable to its owner alone", () => {
    expect(fs.readdirSync(out).sort()).toEqual(["import-report.csv", "posters-southern.pdf", "posters-yau-tsim.pdf"])
    expect(fs.statSync(path.join(out, "posters-southern.pdf")).mode & 0o077).toBe(0)
  })

  test("says what it did and which rows it could not use", () => {
    expect(said).toContain("SOUTHERN: 2 registered, 0 already registered, 1 posters (2 of 3 rows)")
    expect(said).toContain("  line 5 has no Chinese name: No Chinese Name")
    expect(fs.readFileSync(path.join(out, "import-report.csv"), "utf8")).toContain(
      "5,4,No Chinese Name,,no-chinese-name,",
    )
  })

  test.skipIf(!canScan)(
    "prints codes that a visitor's phone accepts (skipped where pdftoppm and zbarimg are absent)",
    async () => {
      const pages = path.join(home, "page")
      execFileSync("pdftoppm", ["-r", "150", "-png", path.join(out, "posters-yau-tsim.pdf"), pages])
      const images = fs.readdirSync(home).filter((name) => name.startsWith("page"))
      expect(images).toHaveLength(1)
      const text = execFileSync("zbarimg", ["-q", "--raw", path.join(home, images[0] ?? "")], {
        stdio: ["ignore", "pipe", "ignore"],
      })
        .toString()
        .trim()
      const { scanned, row } = await ask(async ({ db, facts }) => {
        const adminRow = await db
          .selectFrom("venues")
          .selectAll()
          .where("register_number", "=", "FEHD-1")
          .executeTakeFirstOrThrow()
        const lists = await db
          .selectFrom("signed_lists")
          .selectAll()
          .where("kind", "=", "trust")
          .orderBy("seq", "desc")
          .executeTakeFirstOrThrow()
        const envelope = lists.envelope as { bytes: string } // as: written by signLists
        const trust = readTrustList(Buffer.from(envelope.bytes, "base64url"))
        if (!trust.ok) throw new Error(trust.problem)
        expect(facts.hosts).toEqual(trust.value.hosts)
        return { scanned: readScannedCode(text, { trust: trust.value, revoked: new Map(), now: now() }), row: adminRow }
      })
      if (!scanned.ok) throw new Error(scanned.problem)
      expect(scanned.value).toMatchObject({
        kind: "poster",
        provisional: false,
        vid: row.vid.toString("hex"),
        category: 1,
        names: { en: "Harbour Street Market", hant: "海港街街市" },
        notBefore: row.not_before,
        notAfter: row.not_after,
      })
    },
    120_000,
  )

  test("a second time registers nothing and leaves the posters as they are", async () => {
    const before = fs.readFileSync(path.join(out, "posters-southern.pdf"))
    said.length = 0
    await importVenues(home, { csv, out }, say)
    expect(said.join("\n")).toContain("registered 0, already registered 3")
    expect(said).toContain("no new posters")
    expect(fs.readdirSync(out)).toHaveLength(3)
    expect(fs.readFileSync(path.join(out, "posters-southern.pdf")).equals(before)).toBe(true)
  }, 120_000)

  test("a row added later gets a file of its own beside the earlier one, even after a crash", async () => {
    fs.appendFileSync(csv, "Hill Cemetery,山墳場,Hill Road,山道,SOUTHERN,南區,PUBLIC CEMETERIES,公眾墳場,5\n")
    const id = await ask(async ({ db }) => (await db.selectFrom("venues").select("id").executeTakeFirstOrThrow()).id)
    fs.writeFileSync(path.join(out, `posters-north.${id}.waiting`), "registered")
    fs.writeFileSync(path.join(out, "posters-north.00000000-0000-4000-8000-000000000000.waiting"), "not registered")
    await importVenues(home, { csv, out }, say)
    expect(fs.readdirSync(out).sort()).toEqual([
      "import-report.csv",
      "posters-north.pdf",
      "posters-southern-2.pdf",
      "posters-southern.pdf",
      "posters-yau-tsim.pdf",
    ])
    expect(fs.readFileSync(path.join(out, "posters-north.pdf"), "utf8")).toBe("registered")
  }, 120_000)

  test("is kept as reviewed premises of the authority, in an audit log whose chain holds", async () => {
    const { venues, audit, today } = await ask(async ({ db, facts }) => ({
      venues: await db.selectFrom("venues").selectAll().execute(),
      audit: await db.selectFrom("audit").selectAll().orderBy("seq").execute(),
      today: serviceDayOf(now(), facts.offset),
    }))
    expect(venues).toHaveLength(4)
    for (const venue of venues)
      expect(venue).toMatchObject({ state: "reviewed", own_premises: true, delivered: true, not_before: today })
    expect(audit.map(({ act, subject, purpose }) => [act, subject, purpose])).toEqual([
      ["import-venues", "SOUTHERN", "2 own premises, 1 posters"],
      ["import-venues", "YAU TSIM", "1 own premises, 1 posters"],
      ["import-venues", "SOUTHERN", "1 own premises, 1 posters"],
    ])
    expect(doesChainHold(audit)).toBe(true)
  }, 120_000)
})

test("wrong arguments are refused, and folders count from where the person is", () => {
  const at = process.env.INIT_CWD ?? process.cwd()
  expect(readImportArguments(["venues"], home)).toBeUndefined()
  expect(readImportArguments(["venues", "export", "a.csv"], home)).toBeUndefined()
  expect(readImportArguments(["venues", "import", "a.csv", "--to", "b"], home)).toBeUndefined()
  expect(readImportArguments(["venues", "import", "a.csv"], home)).toEqual({ csv: path.resolve(at, "a.csv"), out })
  expect(readImportArguments(["venues", "import", "a.csv", "--out", "/b"], home)?.out).toBe("/b")
})
