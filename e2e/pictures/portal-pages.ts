import type { Browser, Page } from "@playwright/test"
import { enrolOfficer, grantCards, registerVenue, signInOperator } from "../harness/desk.ts"
import type { System } from "../harness/run-system.ts"
import { prefer, type Say, type Subject } from "./sheet.ts"

type Take = (subject: Subject) => Promise<void>

/** The venue of the pictures. */
export const place = {
  en: "Hoi Fung Market",
  hant: "海豐街市",
  addressEn: "1 Example Road",
  addressHant: "示例道1號",
  source: "",
}

// One good row, one of a kind that does not exist, one without an address.
const rows = `name_zh,name_en,category,address_zh,address_en,register_number,entrances
海豐街市,Hoi Fung Market,Market,示例道1號,1 Example Road,R-1,Front door|正門; Staff door|職員入口*
安心茶餐廳,On Sum Café,Teahouse,示例道2號,2 Example Road,R-2,
榮記麵家,Wing Kee Noodle House,Restaurant,,,R-3,
`

/** The venue portal: an operator and one venue. */
export async function takeVenue(take: Take, system: System, browser: Browser): Promise<void> {
  const page = await (await browser.newContext({ locale: "en-GB", acceptDownloads: true })).newPage()
  const sheet = (name: string, address: string, act?: (say: Say) => Promise<void>) =>
    take({
      page,
      app: "venue",
      name: `venue-${name}`,
      url: `${system.publicOrigin}${address}`,
      ...(act ? { act } : {}),
    })
  await sheet("01-sign-in", "/venue/")
  await prefer(page, system.publicOrigin, { language: "en" })
  await signInOperator(page, system, "operator@market.example")
  await registerVenue(page, place, "R-7001")
  const venue = new URL(page.url()).pathname
  await sheet("02-venues", "/venue/")
  await sheet("03-new", "/venue/new")
  await sheet("04-new-event", "/venue/new", (say) => fillEvent(page, say))
  await sheet("05-new-wrong", "/venue/new", (say) => page.getByRole("button", { name: say("new.send") }).click())
  await sheet("06-many", "/venue/many")
  await sheet("07-many-read", "/venue/many", async (say) => {
    await page
      .getByLabel(say("many.file"))
      .setInputFiles({ name: "venues.csv", mimeType: "text/csv", buffer: Buffer.from(rows) })
    await page.locator("#rows").waitFor()
  })
  await sheet("10-venue", venue)
  await sheet("11-poster", `${venue}/posters/0`)
  await sheet("18-full-screen", `${venue}/posters/0`, (say) =>
    page.getByRole("button", { name: say("poster.fullScreen") }).click(),
  )
  await sheet("12-test", `${venue}/posters/0/test`)
  await sheet("13-change", `${venue}/change`)
  await sheet("14-renew", `${venue}/renew`)
  await sheet("15-close", venue, (say) => page.getByRole("button", { name: say("close.ask") }).click())
  await sheet("16-screens", `${venue}/screens`)
  await inEnglish(page, system)
  await page.goto(`${system.publicOrigin}${venue}/record`)
  await page.getByRole("button", { name: /the poster hangs and reads well/ }).click()
  await page.getByRole("button", { name: /Staff know the rule/ }).click()
  await sheet("40-record", `${venue}/record`)
  await sheet("17-recover", "/venue/recover")
  const typeMarks = async (say: Say) => {
    await page.getByLabel(say("vehicles.marks")).fill("AB 1234\nAB12O5")
    await page.getByText(say("vehicles.meant")).waitFor()
  }
  await sheet("41-vehicles", "/venue/vehicles", typeMarks)
  await page.goto(`${system.publicOrigin}/venue/vehicles`)
  await page.locator("textarea").fill("AB 1234\nAB 1205")
  for (const field of await page.locator("form input").all()) await field.fill("T-77")
  await page.locator("form button[type=submit]").click()
  await page.getByRole("link", { name: /./ }).first().waitFor()
  await page.goto(`${system.publicOrigin}/venue/`)
  await page.getByRole("link", { name: /AB1234/ }).click()
  await page.waitForURL(/venues\//)
  await sheet("42-vehicle", new URL(page.url()).pathname)
  await sheet("20-cards-wish", "/venue/cards")
  await sheet("21-account", "/venue/account")
  await sheet("22-hand-over", `${venue}/hand-over`)
  await sheet("23-lost", "/venue/lost")
  await sheet("24-lost-wrong", "/venue/lost", (say) => page.getByRole("button", { name: say("lost.send") }).click())
  await invite(page, `${system.publicOrigin}${venue}/people`)
  await sheet("25-people", `${venue}/people`)
  await sheet("26-remove", `${venue}/people`, (say) =>
    page
      .getByRole("button", { name: say("people.removeWho") })
      .first()
      .click(),
  )
  await sheet("27-new-codes", `${venue}/new-codes`)
  const officer = await (await browser.newContext({ locale: "en-GB" })).newPage()
  await enrolOfficer(officer, system.invitation, "Officer One")
  await inEnglish(page, system)
  await grantCards(page, officer)
  await officer.context().close()
  await sheet("19-cards", "/venue/cards")
  const guest = await (await browser.newContext({ locale: "en-GB" })).newPage()
  await signInOperator(guest, system, "colleague@market.example")
  const asGuest = (name: string, address: string) =>
    take({ page: guest, app: "venue", name: `venue-${name}`, url: `${system.publicOrigin}${address}` })
  await asGuest("28-offered", "/venue/")
  await inEnglish(guest, system)
  await guest.getByRole("button", { name: "Accept" }).first().click()
  await guest.getByRole("link", { name: /Hoi Fung Market/ }).click()
  await asGuest("29-as-staff", venue)
  await asGuest("30-staff-refused", `${venue}/people`)
  await guest.context().close()
  const secret = "A".repeat(43)
  for (const [n, kind] of [
    "confirm-recovery",
    "answer-recovery",
    "confirm-mail",
    "undo-mail",
    "undo-hand-over",
  ].entries()) {
    await sheet(`3${n + 1}-${kind}`, `/venue/confirm#${kind}.${secret}`)
  }
  await page.context().close()
}

/** As the harness finds its way: large, in English, at the list of venues. */
async function inEnglish(page: Page, system: System): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 800 })
  await prefer(page, system.publicOrigin, { language: "en" })
  await page.goto(`${system.publicOrigin}/venue/`)
}

async function invite(page: Page, people: string): Promise<void> {
  await prefer(page, people, { language: "en" })
  await page.goto(people)
  await page.getByLabel("Mail address").fill("colleague@market.example")
  await page.getByRole("button", { name: "Send the invitation" }).click()
  await page.getByRole("button", { name: "Withdraw the offer to colleague@market.example" }).waitFor()
}

async function fillEvent(page: Page, say: Say): Promise<void> {
  await page.getByLabel(say("new.category")).selectOption("4")
  await page.getByLabel(say("new.event")).check()
  await page.getByText(say("lunar.title")).click()
}
