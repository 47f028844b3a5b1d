import type { Browser, Page } from "@playwright/test"
import { registerVenue, signInOperator } from "../harness/desk.ts"
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
  await page.goto(`${system.publicOrigin}${venue}/record`)
  await page.getByRole("button", { name: /the poster hangs and reads well/ }).click()
  await page.getByRole("button", { name: /Staff know the rule/ }).click()
  await sheet("20-record", `${venue}/record`)
  await sheet("17-recover", "/venue/recover")
  const typeMarks = async (say: Say) => {
    await page.getByLabel(say("vehicles.marks")).fill("AB 1234\nAB12O5")
    await page.getByText(say("vehicles.meant")).waitFor()
  }
  await sheet("21-vehicles", "/venue/vehicles", typeMarks)
  await page.goto(`${system.publicOrigin}/venue/vehicles`)
  await page.locator("textarea").fill("AB 1234\nAB 1205")
  for (const field of await page.locator("form input").all()) await field.fill("T-77")
  await page.locator("form button[type=submit]").click()
  await page.getByRole("link", { name: /./ }).first().waitFor()
  await page.goto(`${system.publicOrigin}/venue/`)
  await page.getByRole("link", { name: /AB1234/ }).click()
  await page.waitForURL(/venues\//)
  await sheet("22-vehicle", new URL(page.url()).pathname)
  await sheet("19-cards", "/venue/cards")
  await page.context().close()
}

async function fillEvent(page: Page, say: Say): Promise<void> {
  await page.getByLabel(say("new.category")).selectOption("4")
  await page.getByLabel(say("new.event")).check()
  await page.getByText(say("lunar.title")).click()
}
