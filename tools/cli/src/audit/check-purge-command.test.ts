import { randomBytes } from "node:crypto"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { appendEntries, chainEntries, writeCertificate } from "@homesafe/authority/check-purge"
import { ed25519PublicKey, hexOf } from "@homesafe/protocol"
import { afterAll, beforeEach, describe, expect, test } from "vitest"
import { checkPurgeOf, readCheckPurgeArguments } from "./check-purge-command.ts"

const home = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-check-purge-"))
afterAll(() => fs.rmSync(home, { recursive: true, force: true }))

const dep = "0011223344556677"
const keeper = new Uint8Array(randomBytes(32))
const key = hexOf(ed25519PublicKey(keeper))
const file = path.join(home, "certificate.json")
const ended = (count: number) => ({
  class: "day-keys",
  subject: null,
  count,
  before: 1_000,
  purgeIds: [],
  destroyed: "ab".repeat(32),
})
let folder: string
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(home, "ledger-"))
  const entries = chainEntries(dep, null, 2_000, [ended(1), ended(2), ended(3)])
  appendEntries({ folder, dep }, entries)
  const [, entry, head] = entries
  if (!entry || !head) throw new Error("no entries")
  fs.writeFileSync(file, JSON.stringify(writeCertificate(keeper, { dep, entry, head, t: 3_000 })))
})

async function run(...args: string[]) {
  const said: string[] = []
  const wanted = readCheckPurgeArguments(["check-purge", ...args])
  if (!wanted) throw new Error("not understood")
  return { isWell: await checkPurgeOf(home, wanted, (line) => said.push(line)), said: said.join("\n") }
}
const whole = () => [file, folder, "--dep", dep, "--key", key]

describe("check-purge", () => {
  test("says what was destroyed, and that the ledger holds it", async () => {
    const { isWell, said } = await run(...whole())
    expect(isWell).toBe(true)
    expect(said).toContain('entry 2: 2 rows of the class "day-keys"')
    expect(said).toContain("the ledger holds the purge")
  })

  test("refuses what another key signed, another deployment's, and a file that is no certificate", async () => {
    expect((await run(file, "--dep", dep, "--key", "00".repeat(32))).isWell).toBe(false)
    expect((await run(file, "--dep", "ff".repeat(8), "--key", key)).isWell).toBe(false)
    fs.writeFileSync(file, "{")
    expect((await run(file, "--dep", dep, "--key", key)).said).toContain("no certificate")
  })

  test("refuses when the ledger was cut off, changed or begun anew since", async () => {
    const ledger = path.join(folder, "purge-ledger.jsonl")
    const text = fs.readFileSync(ledger, "utf8")
    fs.writeFileSync(ledger, text.split("\n").slice(0, 3).join("\n"))
    expect(await run(...whole())).toMatchObject({ isWell: false, said: expect.stringContaining("no such entry 3") })
    fs.writeFileSync(ledger, text.replace('"count":1', '"count":9'))
    expect(await run(...whole())).toMatchObject({ isWell: false, said: expect.stringContaining("was changed") })
    fs.rmSync(ledger)
    appendEntries({ folder, dep }, chainEntries(dep, null, 2_000, [ended(1), ended(2), ended(4)]))
    expect((await run(...whole())).isWell).toBe(false)
  })

  test("a command line that cannot be meant so is not understood", () => {
    for (const args of [[], [file, folder, "more"], [file, "--key", "xyz"], [file, "--dep"], [file, "--other", "x"]])
      expect(readCheckPurgeArguments(["check-purge", ...args])).toBeUndefined()
  })
})
