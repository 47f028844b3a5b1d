import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { type Browser, type BrowserContext, expect, type Page, test } from "@playwright/test"
import { openDesk, openPhone, setClock, watchNetwork } from "./harness/browsers.ts"
import { dateIn, fillRule, openPage } from "./harness/change-files.ts"
import type { Place } from "./harness/choose-venue.ts"
import { approveOpen } from "./harness/decide.ts"
import {
  approveVenue,
  enrolOfficer,
  inviteOfficer,
  registerVenue,
  savePoster,
  signInOfficer,
  signInOperator,
} from "./harness/desk.ts"
import { expectAccessible } from "./harness/expect-accessible.ts"
import { readPoster } from "./harness/film-poster.ts"
import { giveKeys, makeScreen, openTablet, scanPhoto, type Tablet } from "./harness/gate.ts"
import { foundCountry, putOnList } from "./harness/health-records.ts"
import { checkList, leave, startPhone } from "./harness/phone.ts"
import { runSystem, type System } from "./harness/run-system.ts"
import { pictureOf, pictureOfText } from "./harness/sign-code.ts"

// Two officers end a venue's code and add a rule to the ledger: phones, portal and door learn it with the next list, and from nobody else.
const place: Place = {
  en: "Hoi Fung Market",
  hant: "海豐街市",
  addressEn: "1 Example Road",
  addressHant: "示例道1號",
  source: "",
}
const work = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-changes-"))

let system: System
let desk: Browser
let tablet: Tablet
let phone: BrowserContext
let poster: Buffer
const pages = {} as { operator: Page; first: Page; other: Page; visitor: Page }

test.describe.configure({ mode: "serial" })
test.beforeAll(async () => {
  system = await runSystem(10)
  desk = await openDesk()
  const page = async () => {
    const context = await desk.newContext({ acceptDownloads: true, locale: "en-GB" })
    context.setDefaultTimeout(20_000)
    return context.newPage()
  }
  Object.assign(pages, { operator: await page(), first: await page(), other: await page() })
  const { operator, first, other } = pages
  await enrolOfficer(first, system.invitation, "Officer One")
  await enrolOfficer(other, await inviteOfficer(first), "Officer Two")
  await setClock(operator.context(), system.clockOffset())
  await signInOperator(operator, system, "operator@market.example")
  await registerVenue(operator, place, "R-8901")
  await approveVenue(first, place)
  await operator.reload()
  await expect(operator.getByText(/Reviewed\. Valid until/)).toBeVisible()
  const text = readPoster(await savePoster(operator, path.join(work, "poster.pdf")))
  poster = pictureOf(text).buffer
  phone = await openPhone(path.join(work, "phone"), undefined, system.clockOffset())
  pages.visitor = await startPhone(phone, system)
})
test.afterAll(async () => {
  await phone?.close()
  await desk?.close()
  await system?.stop()
  fs.rmSync(work, { recursive: true, force: true })
})

test("1. before: a phone takes the poster; a screen that its operator removes is given no more keys and says how long it works", async () => {
  const { operator, visitor } = pages
  await scanPhoto(visitor, poster)
  await expect(visitor.getByText("You’re in", { exact: true })).toBeVisible()
  await leave(visitor)
  tablet = await openTablet(desk, system)
  const offer = await makeScreen(tablet)
  await operator.getByRole("link", { name: /^Screens at the door/ }).click()
  await giveKeys(operator, "The only entrance", offer)
  await operator.getByRole("button", { name: /^Remove the screen at/ }).click()
  await expect(operator.getByText("7 days at most")).toBeVisible()
  await expectAccessible(operator)
  await operator.getByRole("button", { name: "Remove the screen", exact: true }).click()
  await expect(operator.getByText(/Gets no more keys\. Those that it has end on/)).toBeVisible()
  await expectAccessible(operator)
  await tablet.page.getByRole("button", { name: "Show the code" }).click()
  await expect(tablet.page.locator(".code-frame svg")).toBeVisible()
})

test("2. an officer proposes to revoke the venue's code, from its row, with a day, a reason and a clear question", async () => {
  const { first } = pages
  await signInOfficer(first, system)
  await openPage(first, "Venues")
  await first.getByRole("link", { name: `Revoke the code of ${place.en}` }).click()
  await first.getByRole("button", { name: "Sign and propose" }).click()
  await expect(first.getByText("Say why.")).toBeVisible()
  await expectAccessible(first)
  await first.getByLabel("Reason").fill("A copy of the poster hangs at another shop")
  await first.getByLabel("Reason").press("Tab")
  await first.keyboard.press("Enter")
  const question = first.getByRole("dialog", { name: `Propose to revoke the code of ${place.en}?` })
  await expect(question).toBeVisible()
  await expectAccessible(first)
  await question.getByRole("button", { name: "Sign and propose" }).click()
  await expect(first.getByText("You proposed this. Another officer must approve it.")).toBeVisible()
  await expectAccessible(first)
})

test("3. another officer sees exactly what differs, and approves; the next list carries it", async () => {
  const { other } = pages
  await signInOfficer(other, system)
  await openPage(other, "Public files")
  await expectAccessible(other)
  await other.getByRole("link", { name: new RegExp(`^Revoke the code of ${place.en}`) }).click()
  await expect(other.getByText("A copy of the poster hangs at another shop")).toBeVisible()
  await approveOpen(other, system, () => expectAccessible(other))
})

test("4. a phone with that list is told offline that the poster is not official any more; the door shows no code; the portal says why", async () => {
  const { visitor, operator } = pages
  await checkList(visitor)
  await phone.setOffline(true)
  await scanPhoto(visitor, poster)
  await expect(visitor.getByText("This code was withdrawn")).toBeVisible()
  await expectAccessible(visitor)
  await phone.setOffline(false)

  await tablet.page.reload()
  await expect(tablet.page.getByText("The authority has revoked this venue’s code")).toBeVisible()
  await expect(tablet.page.locator(".code-frame svg")).toHaveCount(0)
  await expectAccessible(tablet.page)

  await operator.goto(`${system.publicOrigin}/venue/`)
  await operator.getByRole("link", { name: new RegExp(place.en) }).click()
  await expect(operator.getByText(/The authority revoked this code from/)).toBeVisible()
  await expect(operator.getByText("A copy of the poster hangs at another shop")).toBeVisible()
  await expect(operator.getByRole("button", { name: /^Save the PDF/ })).toHaveCount(0)
  await expectAccessible(operator)
  await operator.getByRole("link", { name: "Ask for a new code" }).click()
  await expect(operator.getByLabel("Name in English", { exact: true })).toHaveValue(place.en)
  await operator.getByRole("button", { name: "Register and get the code" }).click()
  await expect(
    operator
      .getByText(/An officer must look/)
      .or(operator.getByText(/too much like another venue/))
      .first(),
  ).toBeVisible({
    timeout: 30_000,
  })
})

test("5. two officers add a rule; the phone tells that a rule changes, and shows it with who decided it", async () => {
  const { first, other, visitor } = pages
  await signInOfficer(first, system)
  await openPage(first, "Public files")
  await first.getByRole("link", { name: "Write a rule" }).click()
  await first.getByRole("button", { name: "Sign and propose" }).click()
  await expect(first.getByText(/parts are missing or wrong/)).toBeVisible()
  await expectAccessible(first)
  await expect(first.getByRole("checkbox", { name: "Emergency department" })).toHaveCount(0)
  await fillRule(first, { first: dateIn(system, 3), last: dateIn(system, 30) })
  await expect(first.getByRole("region", { name: "What phones will show" })).toContainText("The Library Board")
  await expectAccessible(first)
  await first.getByRole("button", { name: "Sign and propose" }).click()
  await expect(first.getByText("You proposed this. Another officer must approve it.")).toBeVisible()

  await signInOfficer(other, system)
  await openPage(other, "Public files")
  await other.getByRole("link", { name: /^New rule: Scan, or fill in the form/ }).click()
  await expect(other.getByText("Scanning is up to you → Scan, or fill in the form")).toBeVisible()
  await approveOpen(other, system, () => expectAccessible(other))

  await checkList(visitor)
  await visitor.getByRole("link", { name: "Settings", exact: true }).click()
  await expect(visitor.getByText(/^A rule changes on/)).toBeVisible()
  await visitor.getByRole("link", { name: /^Rules at the door/ }).click()
  await expect(visitor.getByText(/^Rules change on/)).toBeVisible()
  await visitor.getByLabel("Rules on").fill(dateIn(system, 3))
  const rule = visitor.getByRole("region", { name: "Scan, or fill in the form" })
  await expect(rule).toContainText("Library")
  await expect(rule).toContainText("The Library Board")
  await expectAccessible(visitor)
})

test("6. what was proposed can be withdrawn by its proposer, and each step stands in the audit log", async () => {
  const { first } = pages
  await signInOfficer(first, system)
  await openPage(first, "Venues")
  await first
    .getByRole("link", { name: `Make the code of ${place.en} good again` })
    .first()
    .click()
  await first.getByLabel("Reason").fill("The copy is gone")
  await first.getByRole("button", { name: "Sign and propose" }).click()
  const question = first.getByRole("dialog")
  await question.getByRole("button", { name: "Sign and propose" }).click()
  await first.getByRole("button", { name: "Withdraw the proposal" }).click()
  await expect(first.getByText("Withdrawn by Officer One")).toBeVisible()
  await openPage(first, "Audit log")
  for (const act of ["Proposed a change", "Approved a change", "Withdrew a change"])
    await expect(first.getByText(`${act} of a public file`).first()).toBeVisible()
})

test("7. a visitor from New Zealand scans an old poster: it is named, it cannot warn, nothing is opened, and it becomes a private entry", async () => {
  const { visitor } = pages
  const poster = {
    typ: "entry",
    gln: "9429306115170",
    opn: "Harbour Café",
    adr: "1 Quay Street\nAuckland",
    ver: "c19:1",
  }
  const network = watchNetwork(phone)
  await scanPhoto(visitor, pictureOfText(`NZCOVIDTRACER:${Buffer.from(JSON.stringify(poster)).toString("base64")}`))
  await expect(visitor.getByRole("heading", { name: "Another system’s code" })).toBeVisible()
  await expect(visitor.getByText("a visit noted by it cannot warn you", { exact: false })).toBeVisible()
  await expect(visitor.getByText("Harbour Café", { exact: true })).toBeVisible()
  await expectAccessible(visitor)
  await visitor.getByRole("button", { name: "Keep as a private diary entry" }).click()
  await expect(visitor.getByLabel("Name of the place")).toHaveValue("Harbour Café")
  await visitor.getByRole("button", { name: "Keep this place" }).click()
  await expect(visitor.getByText("Harbour Café").first()).toBeVisible()
  expect(network.seen().filter((line) => line.includes("tracing"))).toEqual([])
  await scanPhoto(visitor, pictureOfText("https://example.test/prize?of=you"))
  await expect(visitor.getByText("This is not a HomeSafe code")).toBeVisible()
  await visitor.locator("summary").click()
  await expect(visitor.getByText("https://example.test/prize?of=you")).toBeVisible()
  await expect(visitor.getByRole("link", { name: /prize/ })).toHaveCount(0)
  await expectAccessible(visitor)
})

test("8. an EU certificate goes to the wallet after a question; two officers put its issuer on the list, and offline it is verified, an altered one refused, an expired one shown as such", async () => {
  const { first, other, visitor } = pages
  const country = foundCountry(system)
  const good = country.certify(48)
  await scanPhoto(visitor, pictureOfText(good))
  await expect(visitor.getByRole("heading", { name: "Keep this record?" })).toBeVisible()
  await expect(visitor.getByText("Not verified", { exact: true })).toBeVisible()
  await expectAccessible(visitor)
  await visitor.getByRole("button", { name: "Keep it", exact: true }).click()
  await expect(visitor.getByRole("img", { name: "Code for whoever checks it" })).toBeVisible()
  await putOnList({ first, other }, system, country, expectAccessible)
  await checkList(visitor)
  await phone.setOffline(true)
  const open = async () => {
    await visitor.getByRole("link", { name: "Settings", exact: true }).click()
    await visitor.getByRole("link", { name: /^Health records/ }).click()
  }
  await open()
  await expect(visitor.getByText("Verified", { exact: true })).toBeVisible()
  await expect(visitor.getByText("Checked against the list of issuers", { exact: false })).toBeVisible()
  await expectAccessible(visitor)
  await visitor.getByRole("link", { name: /^Vaccination/ }).click()
  await expect(visitor.getByText("AT signed this record, and it holds today.")).toBeVisible()
  await expect(visitor.getByText("1998", { exact: false }), "a birth date is shown when it is asked for").toHaveCount(0)
  await visitor.getByRole("button", { name: "Show everything it says" }).click()
  await expect(visitor.getByText("1998", { exact: false })).toBeVisible()
  await expectAccessible(visitor)
  const saved = visitor.waitForEvent("download")
  await visitor.getByRole("button", { name: "Save as a FHIR file" }).click()
  const bundle = JSON.parse(fs.readFileSync(await (await saved).path(), "utf8"))
  expect(bundle.entry.map((e: { resource: { resourceType: string } }) => e.resource.resourceType)).toEqual([
    "Composition",
    "Patient",
    "Immunization",
  ])
  for (const [text, word] of [
    [country.forge(48), "Not genuine"],
    [country.certify(-1), "Expired"],
  ] as const) {
    await open()
    await visitor.getByRole("link", { name: "Add a record" }).click()
    await visitor.getByLabel("Paste the code’s text").fill(text)
    await visitor.getByRole("button", { name: "Read it" }).click()
    await expect(visitor.getByText(word, { exact: true })).toBeVisible()
  }
})

test("9. a record that is deleted leaves nothing of itself on the disk", async () => {
  const { visitor } = pages
  await visitor.getByRole("link", { name: "Settings", exact: true }).click()
  await visitor.getByRole("link", { name: /^Health records/ }).click()
  await visitor.getByRole("link", { name: /^Vaccination/ }).click()
  await visitor.getByRole("button", { name: "Delete this record" }).click()
  await visitor.getByRole("dialog").getByRole("button", { name: "Delete this record" }).click()
  await expect(visitor.getByText("No records yet")).toBeVisible()
  await expectAccessible(visitor)
  await phone.setOffline(false)
})

test("10. an administrator keeps the other officer out: signed out at once, not let in by the passkey, and let in again", async () => {
  const { first, other } = pages
  await signInOfficer(other, system)
  await signInOfficer(first, system)
  await openPage(first, "Officers")
  await expect(first.getByText("This browser", { exact: true })).toBeVisible()
  const keepOut = async (isOut: boolean) => {
    await first.getByRole("button", { name: "Change Officer Two" }).click()
    const dialog = first.getByRole("dialog")
    await dialog.getByLabel("Keep this officer out").setChecked(isOut, { force: true })
    await expectAccessible(first)
    await dialog.getByRole("button", { name: "Save" }).click()
    await expect(dialog).toHaveCount(0)
    await expect(first.getByText(/^Kept out since/)).toHaveCount(isOut ? 1 : 0)
  }
  await keepOut(true)
  await other.goto(`${system.consoleOrigin}/decisions`)
  const signIn = other.getByRole("button", { name: "Sign in with a passkey" })
  await signIn.click()
  await expect(other.getByText("The passkey was not accepted.", { exact: false })).toBeVisible()
  await expect(other.getByRole("heading", { name: "Today" })).toHaveCount(0)
  await keepOut(false)
  await signInOfficer(other, system)
})
