import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { type Browser, expect } from "@playwright/test"
import { enrolOfficer } from "../harness/desk.ts"
import type { System } from "../harness/run-system.ts"
import { unknownTable, writeNewZealand } from "../harness/write-lists.ts"
import type { Say, Subject } from "./sheet.ts"

/** Exposure lists: chosen, recognised, refused, mapped; and the report of one import. */
export async function takeImports(
  take: (subject: Subject) => Promise<void>,
  system: System,
  browser: Browser,
): Promise<void> {
  const page = await (await browser.newContext()).newPage()
  await enrolOfficer(page, system.invitation, "Officer One")
  const work = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-lists-"))
  const write = (name: string, text: string) => {
    const file = path.join(work, name)
    fs.writeFileSync(file, text)
    return file
  }
  const list = write("locations.csv", writeNewZealand(0, { hallEnds: "2:00 pm", gymEnds: "1:00 pm" }))
  const next = write("locations-2.csv", writeNewZealand(0, { hallEnds: "3:30 pm", gymEnds: "1:00 pm" }))
  const broken = write("broken.csv", "<<<<<<< HEAD\nid,Event\n")
  const table = write("county.csv", unknownTable(0, "The Quiet Inn"))
  const choose = (file: string) => page.locator("input[type=file]").first().setInputFiles(file)
  const onConsole = (name: string, url: string, act?: (say: Say) => Promise<void>) =>
    take({
      page,
      app: "console",
      name: `imports-${name}`,
      url: new URL(url, system.consoleOrigin).href,
      ...(act ? { act } : {}),
    })
  const looked = async (file: string) => {
    await choose(file)
    await page.locator("#first-rows, .banner").first().waitFor()
  }
  await onConsole("01-empty", "/imports")
  await onConsole("02-recognised", "/imports", () => looked(list))
  await onConsole("03-refused", "/imports", () => looked(broken))
  await onConsole("04-mapping", "/imports", () => looked(table))
  for (const file of [list, next]) {
    await page.goto(new URL("/imports", system.consoleOrigin).href)
    await looked(file)
    await page.locator(".card button").first().click()
    await expect(page).toHaveURL(/imports\/[0-9a-f-]{36}$/)
  }
  const report = new URL(page.url()).pathname
  await onConsole("05-report", report)
  await onConsole("09-bundle-choose", `${report}/warn`, async (say) => {
    await page.getByLabel(say("many.oneForBoth")).check()
    await page.getByRole("checkbox").nth(1).check()
  })
  await page.locator(".actions-bar button").click()
  await page.waitForURL(/decisions\/bundle/)
  await onConsole("10-bundle", new URL(page.url()).pathname)
  await onConsole("06-row", report, async (say) => {
    await page.locator("summary").first().click()
    await page
      .getByRole("button", { name: say("imports.correct") })
      .first()
      .click()
  })
  await onConsole("07-exposures", report, async (say) => {
    await page.getByRole("button", { name: say("imports.exposuresTab") }).click()
    await page.getByRole("button", { name: say("imports.change.corrected") }).click()
  })
  await onConsole("08-past", "/imports")
  fs.rmSync(work, { recursive: true, force: true })
}
