import { spawnSync } from "node:child_process"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { type Browser, expect, type Page, test } from "@playwright/test"
import { openDesk } from "./harness/browsers.ts"
import { dateIn } from "./harness/change-files.ts"
import { openNewCase } from "./harness/decide.ts"
import { expectAccessible } from "./harness/expect-accessible.ts"
import { openTwoOfficers } from "./harness/open-officers.ts"
import { agreeTo, proposeDisclosure, proposeHold } from "./harness/retention.ts"
import { runSystem, type System } from "./harness/run-system.ts"

// Two officers hold a case and enter a disclosure; anybody reads the register; a purge's certificate is checked without the server.

const work = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-retention-"))
let system: System
let desk: Browser
let first: Page
let other: Page

test.describe.configure({ mode: "serial" })
test.beforeAll(async () => {
  system = await runSystem(10)
  desk = await openDesk()
  ;[first, other] = await openTwoOfficers(system, desk)
})
test.afterAll(async () => {
  await desk?.close()
  await system?.stop()
  fs.rmSync(work, { recursive: true, force: true })
})

test("1. a hold is proposed on the case's page with a ground and a last day, and another officer agrees", async () => {
  const casePage = await openNewCase(first, system)
  await proposeHold(first, dateIn(system, 60))
  await expect(first.getByText("Waits for another officer")).toBeVisible()
  await expect(first.getByRole("button", { name: "Agree" })).toHaveCount(0)
  await expectAccessible(first)
  await other.goto(`${system.consoleOrigin}/retention/acts`)
  await agreeTo(other, /^Hold of case C-/)
  await expectAccessible(other)
  await first.goto(`${system.consoleOrigin}${casePage}`)
  await expect(first.getByRole("button", { name: "End the hold" })).toBeVisible()
})

test("2. a disclosure that two officers entered is public, by office and count, and names no case", async ({
  request,
}) => {
  const register = async (): Promise<unknown> =>
    (await request.get(`${system.consoleOrigin}/v1/retention/disclosures`)).json()
  await first.goto(`${system.consoleOrigin}/retention/acts`)
  await proposeDisclosure(first, dateIn(system, 0), () => expectAccessible(first))
  expect(await register()).toMatchObject({ disclosures: [] })
  await other.reload()
  await agreeTo(other, "To High Court, Registry")
  const told = await register()
  expect(told).toMatchObject({ disclosures: [{ recipient: "court", office: "High Court, Registry", people: 2 }] })
  expect(JSON.stringify(told)).not.toContain("C-0")
})

test("3. the table of what is kept stands on a page; a purge's certificate is accepted by the command, and refused when it was changed", async () => {
  await first.goto(`${system.consoleOrigin}/retention`)
  await expect(first.getByRole("cell", { name: "Cases and their keys" })).toBeVisible()
  await expectAccessible(first)
  await first.getByRole("link", { name: "Purges" }).click()
  const row = first.getByRole("region", { name: "1. The ledger begins" })
  const download = first.waitForEvent("download")
  await row.getByRole("button", { name: "Certificate" }).click()
  const file = path.join(work, "purge.json")
  await (await download).saveAs(file)
  await expectAccessible(first)
  const check = () => {
    const program = path.resolve(import.meta.dirname, "../tools/cli/src/main.ts")
    const args = [program, "check-purge", file, path.join(system.home, "purge-ledger")]
    const done = spawnSync(process.execPath, args, { env: { ...process.env, HOMESAFE_HOME: system.home } })
    return { status: done.status, said: done.stdout.toString() }
  }
  expect(check()).toMatchObject({ status: 0, said: expect.stringContaining("the ledger holds the purge") })
  fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace('"count": 0', '"count": 1'))
  expect(check()).toMatchObject({ status: 1, said: expect.stringContaining("changed after it was signed") })
})
