import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { expect, test } from "@playwright/test"
import { openPhone } from "./harness/browsers.ts"
import { expectAccessible } from "./harness/expect-accessible.ts"
import { checkList, startPhone } from "./harness/phone.ts"
import { runSystem, type System } from "./harness/run-system.ts"

// Which rule holds at which door, today and on any day: signed, dated, and read without a network.

const work = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-rules-"))
let system: System

test.beforeAll(async () => {
  system = await runSystem(10)
})
test.afterAll(async () => {
  await system?.stop()
  fs.rmSync(work, { recursive: true, force: true })
})

test("a phone without a network shows the rules of any day, with who decided them and until when; an emergency department has none", async () => {
  const phone = await openPhone(path.join(work, "phone"), undefined, system.clockOffset())
  const page = await startPhone(phone, system)
  await checkList(page)
  await phone.setOffline(true)
  await page.getByRole("link", { name: "Settings", exact: true }).click()
  await page.getByRole("link", { name: /^Rules at the door/ }).click()
  await expect(page.getByRole("region", { name: "Scanning is up to you" }).first()).toContainText("Restaurant")
  await expectAccessible(page)

  await page.getByLabel("Rules on").fill("2021-03-05")
  const atRestaurants = page
    .getByRole("region", { name: "Scan, or fill in the form" })
    .filter({ hasText: "Restaurant" })
  await expect(atRestaurants).toContainText("closed for 3 to 14 days")
  await expect(atRestaurants).toContainText("children under 12")
  await expect(atRestaurants).toContainText("Ends by itself")
  for (const day of ["2021-03-05", "2021-11-02", "2021-12-10"]) {
    await page.getByLabel("Rules on").fill(day)
    await expect(page.getByRole("region", { name: "Nobody may ask you to scan" })).toContainText("Emergency department")
  }
  await page.getByLabel("Rules on").fill("2021-02-20")
  await expect(page.getByText("Rules change on")).toBeVisible()
  await expectAccessible(page)
  await phone.close()
})
