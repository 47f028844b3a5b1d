// Takes the four pictures of README.md: npm run pictures:readme
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { expect, type Page } from "@playwright/test"
import { openDesk, openPhone, setClock } from "./harness/browsers.ts"
import { openCase, warnAbout } from "./harness/decide.ts"
import { approveVenue, enrolOfficer, inviteOfficer, registerVenue, savePoster, signInOperator } from "./harness/desk.ts"
import { readPoster } from "./harness/film-poster.ts"
import { checkList, leave, startPhone } from "./harness/phone.ts"
import { runSystem } from "./harness/run-system.ts"
import { pictureOf } from "./harness/sign-code.ts"

const folder = path.resolve(import.meta.dirname, "../docs/pictures")
const market = {
  en: "Hoi Fung Market",
  hant: "海豐街市",
  addressEn: "1 Example Road",
  addressHant: "示例道1號",
  source: "",
}
const work = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-readme-"))
const system = await runSystem(6.2) // 10:12 in Hong Kong
const desk = await openDesk()
const newPage = async () => {
  const context = await desk.newContext({
    acceptDownloads: true,
    locale: "en-GB",
    viewport: { width: 1280, height: 800 },
    colorScheme: "light",
  })
  return context.newPage()
}
const [operator, first, other] = [await newPage(), await newPage(), await newPage()]

async function take(page: Page, name: string): Promise<void> {
  await page.evaluate(() => window.scrollTo(0, 0))
  await page.mouse.move(0, 0)
  await page.waitForTimeout(800) // whatever still moves
  await page.screenshot({ path: path.join(folder, `${name}.png`) })
  console.log(`  ${name}`)
}

await enrolOfficer(first, system.invitation, "Officer One")
await enrolOfficer(other, await inviteOfficer(first), "Officer Two")
await signInOperator(operator, system, "operator@market.example")
await registerVenue(operator, market, "R-7001")
await approveVenue(first, market)
await operator.reload()
await expect(operator.getByText(/Reviewed/).first()).toBeVisible()
await take(operator, "portal-posters")
const poster = pictureOf(readPoster(await savePoster(operator, path.join(work, "poster.pdf"))))

const phone = await openPhone(path.join(work, "phone"), undefined, system.clockOffset())
const page = await startPhone(phone, system)
await page.setViewportSize({ width: 360, height: 740 })
await page.getByRole("link", { name: "Scan", exact: true }).click()
await page.locator("input[type=file]").setInputFiles(poster)
await expect(page.getByText("You’re in", { exact: true })).toBeVisible()
await take(page, "phone-checked-in")
system.setTime(6.8)
await setClock(phone, system.clockOffset())
await page.reload()
await leave(page)

const digits = await openCase(first, system)
await page.goto(`${system.publicOrigin}/share`)
await page.getByLabel("Upload code, 20 digits").fill(digits)
await page.getByRole("button", { name: "Continue" }).click()
await page.getByRole("button", { name: "Seal and send 1 visit" }).click()
await expect(first.getByText("Uploaded: 1 proven, 0 unproven")).toBeVisible({ timeout: 40_000 })
await warnAbout(market.en, { first, other }, system, () => take(other, "console-decision"))
await setClock(phone, system.clockOffset())
await page.goto(`${system.publicOrigin}/diary`)
await checkList(page)
await page.getByRole("link", { name: /Exposure: see what to do/ }).click()
await expect(page.getByText("What to do")).toBeVisible()
await take(page, "phone-exposure")

await phone.close()
await desk.close()
await system.stop()
fs.rmSync(work, { recursive: true, force: true })
