import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { openPhone } from "../harness/browsers.ts"
import { startPhone } from "../harness/phone.ts"
import type { System } from "../harness/run-system.ts"
import { pictureOf, signCode } from "../harness/sign-code.ts"
import { takeCardPages } from "./card-pages.ts"
import { prefer, type Say, type Subject } from "./sheet.ts"

type Take = (subject: Subject) => Promise<void>

/** A visitor's phone, from the first start to the lock. */
export async function takePhone(take: Take, system: System): Promise<void> {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-pictures-phone-"))
  const phone = await openPhone(profile, undefined, system.clockOffset())
  const at = (address: string) => `${system.publicOrigin}${address}`
  const first = await phone.newPage()
  await take({ page: first, app: "phone", name: "phone-00-first-start", url: at("/") })
  await first.goto(at("/"))
  await first.evaluate(() => localStorage.clear()) // the start forgets what it was asked to prefer
  await first.close()

  const page = await startPhone(phone, system)
  const sheet = (name: string, address: string, act?: (say: Say) => Promise<void>) =>
    take({ page, app: "phone", name: `phone-${name}`, url: at(address), ...(act ? { act } : {}) })
  const photograph = async (url: string, say: Say) => {
    const next = page.getByRole("button", { name: say("visit.scanNext") })
    const photo = page.locator("input[type=file]")
    await next.or(photo).first().waitFor({ state: "attached" })
    if (await next.isVisible()) await next.click()
    await photo.setInputFiles(pictureOf(url))
  }
  const code = (en: string, hant: string, category: number) => signCode(system, { en, hant, category })
  const noodles = code("Wing Kee Noodle House · Front door", "榮記麵家 · 正門", 4)
  const arcade = code("Ferry Arcade", "渡輪商場", 27)
  const ward = code("Harbour Hospital · Emergency department", "海港醫院 · 急症室", 13)

  await sheet("00-scanner", "/")
  await sheet("20-refused", "/", async (say) => {
    await photograph("https://example.org/v#123456", say)
    await page.getByRole("heading", { name: say("refused.title") }).waitFor()
  })
  await sheet("21-never-asked", "/", async (say) => {
    await photograph(ward, say)
    await page.getByRole("button", { name: say("never.leaveOut") }).waitFor()
  })
  await sheet("22-left", "/", async (say) => {
    await photograph(noodles, say)
    await page
      .getByRole("button", { name: say("visit.leaveNow") })
      .last()
      .click()
    await page.getByText(say("visit.left")).first().waitFor()
  })
  await sheet("01-scan", "/", async (say) => {
    await photograph(arcade, say)
    await page.getByText(say("visit.nothingLeft")).first().waitFor()
  })
  await sheet("23-not-here", "/", (say) => page.getByRole("button", { name: say("visit.notHere") }).click())
  await takeCardPages(page, at("/"), sheet)
  const pages = {
    "02-diary": "/diary",
    "03-by-hand": "/diary/add",
    "04-exposures": "/diary/exposures",
    "05-plate": "/plate",
    "06-favourites": "/favourites",
    "07-share": "/share",
    "08-settings": "/settings",
    "09-people": "/settings/people",
    "10-proof": "/settings/proof",
    "11-checks": "/settings/list",
    "12-example": "/settings/example",
    "13-about": "/settings/about",
    "14-lock": "/settings/lock",
    "15-move": "/settings/move",
    "32-rules": "/settings/rules",
  }
  for (const [name, address] of Object.entries(pages)) await sheet(name, address)
  await sheet("33-rules-then", "/settings/rules", (say) => page.getByLabel(say("rules.on")).fill("2021-11-02"))
  await sheet("24-new-phone", "/settings/move", async (say) => {
    await page.getByRole("button", { name: say("move.isNew") }).click()
    await page.getByRole("img", { name: say("move.code") }).waitFor()
  })
  await sheet("25-old-phone", "/settings/move", (say) => page.getByRole("button", { name: say("move.isOld") }).click())

  await prefer(page, at("/"), { language: "en" })
  await page.goto(at("/diary"))
  await page.getByRole("link", { name: /^Ferry Arcade/ }).click()
  await page
    .getByRole("button", { name: /Delete/ })
    .first()
    .waitFor()
  const { pathname, hash } = new URL(page.url())
  const visit = `${pathname}${hash}`
  await sheet("16-visit", visit)
  const questions = {
    "26-people-dialog": "people.choose",
    "27-note-dialog": "note.add",
    "28-arrival-dialog": "visit.changeArrival",
    "29-leaving-dialog": "visit.changeLeaving",
    "30-delete-dialog": "visitPage.delete",
  }
  for (const [name, key] of Object.entries(questions))
    await sheet(name, visit, (say) =>
      page
        .getByRole("button", { name: say(key) })
        .first()
        .click(),
    )
  await sheet("31-erase-dialog", "/settings", (say) =>
    page
      .getByRole("button", { name: say("erase.button") })
      .first()
      .click(),
  )
  await sheet("17-save", "/diary/save")
  await prefer(page, at("/"), { view: "elder" })
  await sheet("18-elder", "/")
  await prefer(page, at("/"), { view: "full" })

  await prefer(page, at("/"), { language: "en" })
  await page.goto(at("/settings/lock"))
  await page.getByRole("button", { name: /PIN/ }).click()
  await page.getByRole("textbox").first().fill("eleven blue boats")
  await page.getByRole("textbox").last().fill("eleven blue boats")
  await page.locator("form").getByRole("button").last().click()
  await page.waitForTimeout(3000)
  await sheet("19-locked", "/")
  await phone.close()
  fs.rmSync(profile, { recursive: true, force: true })
}
