import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { connect } from "@homesafe/db"
import {
  bytesOfBase64url,
  keyIdOf,
  readEnvelope,
  readHealthStatement,
  unixSeconds,
  utf8Of,
  verifyHealthCode,
} from "@homesafe/protocol"
import { type Browser, type BrowserContext, expect, type Page, test } from "@playwright/test"
import { sql } from "kysely"
import { givePasskeyDevice, openDesk, openPhone, setClock } from "./harness/browsers.ts"
import { expectAccessible } from "./harness/expect-accessible.ts"
import { startPhone } from "./harness/phone.ts"
import { runSystem, type System } from "./harness/run-system.ts"
import { type CodedPlace, pictureOf, signCode } from "./harness/sign-code.ts"

// The health code from the first word to the receipt: a resident on a phone, an officer of the health-code service at a desk.
const market: CodedPlace = { en: "Wing Kee Market", hant: "榮記街市", category: 1 }
const library: CodedPlace = { en: "Town Library", hant: "市鎮圖書館", category: 6 }
const PERSON = {
  latinName: "LAM Siu Ming",
  chineseName: "林小明",
  documentNumber: "K7654321",
  born: "1975-03-14",
  address: "Flat 9, 8 Example Lane",
}

const work = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-health-journey-"))
let system: System
let desk: Browser
let phone: BrowserContext
let page: Page
let officer: Page

test.describe.configure({ mode: "serial" })
test.beforeAll(async () => {
  system = await runSystem(8, [], "on")
  desk = await openDesk()
  phone = await openPhone(path.join(work, "resident"), undefined, system.clockOffset())
  page = await startPhone(phone, system)
  await givePasskeyDevice(page)
  const context = await desk.newContext({ locale: "en-GB" })
  context.setDefaultTimeout(20_000)
  await setClock(context, system.clockOffset())
  officer = await context.newPage()
  await givePasskeyDevice(officer)
})
test.afterAll(async () => {
  await phone?.close()
  await desk?.close()
  await system?.stop()
  fs.rmSync(work, { recursive: true, force: true })
})

const onPhone = (at = "") =>
  page.goto("about:blank").then(() => page.goto(`${system.publicOrigin}/settings/health${at}`))
const now = () => unixSeconds(Math.floor(Date.now() / 1000) + system.clockOffset())
const kept = (name: string) => JSON.parse(fs.readFileSync(path.join(system.home, name), "utf8"))

/** The service's keys as the root signed them: what a gate has. */
function keysOfService() {
  const { signing } = JSON.parse(Buffer.from(kept("health-keys.json").bytes, "base64url").toString())
  return (signing as string[]).map((key) => bytesOfBase64url(key) ?? new Uint8Array())
}

/** Reads the code that the phone was given, as a gate reads it from the screen: without a network. */
async function codeAtGate() {
  const asked = page.waitForResponse((response) => response.url().endsWith("/health-code/v1/code"))
  await onPhone()
  const { text } = await (await asked).json()
  await expect(page.getByRole("img", { name: /^Health code, / })).toBeVisible()
  const trust = { dep: kept("demonstration.json").dep, keys: keysOfService(), revoked: new Set<number>() }
  return {
    checked: verifyHealthCode(text, trust, now()),
    later: verifyHealthCode(text, trust, unixSeconds(now() + 1_200)),
  }
}

test("1. registering: an account by passkey, a form with two pictures, and then it waits", async () => {
  await page.getByRole("link", { name: "Settings", exact: true }).click()
  await page.getByRole("link", { name: /^Health code/ }).click()
  await expect(page.getByText("You need it neither to check in nor to be warned.")).toBeVisible()
  await expectAccessible(page)
  await page.getByRole("button", { name: "Make an account with a passkey" }).click()
  await page.getByRole("button", { name: "Hand in" }).click()
  await expect(page.getByText("Check what is marked.")).toBeVisible()
  await page.getByLabel("Name in Latin letters").fill(PERSON.latinName)
  await page.getByLabel(/^Name in Chinese/).fill(PERSON.chineseName)
  await page.getByLabel("Document number").fill("K765432(1)")
  await page.getByLabel("Date of birth").fill(PERSON.born)
  await page.getByLabel("District").selectOption({ label: "Wan Chai" })
  await page.getByLabel("Address", { exact: true }).fill(PERSON.address)
  const picture = pictureOf(signCode(system, market))
  for (const label of ["Picture of the document", "Picture of a proof of address"]) {
    const before = await page.getByText("Kept, sealed, until the decision").count()
    await page.getByLabel(label).setInputFiles(picture)
    await expect(page.getByText("Kept, sealed, until the decision")).toHaveCount(before + 1)
  }
  await expectAccessible(page)
  await page.getByRole("button", { name: "Hand in" }).click()
  await expect(page.getByText("Your registration waits for an officer")).toBeVisible()
  await expectAccessible(page)
})

test("2. an officer of the service, and not one of the authority, compares it and accepts; the code is green at a gate without a network", async () => {
  await officer.goto(`${system.consoleOrigin}/health-code`)
  await expect(officer.getByText("The console’s sign-in does not open it.")).toBeVisible()
  await officer.goto("about:blank")
  await officer.goto(system.healthInvitation)
  await officer.getByLabel("Your name, as other officers see it").fill("Officer Health")
  await officer.getByRole("button", { name: "Make a passkey" }).click()
  await expect(officer.getByText("1 waits")).toBeVisible()
  expect(officer.url(), "the token leaves the address").not.toContain("#")
  await expectAccessible(officer)
  await officer.getByRole("button", { name: "Take the oldest" }).click()
  await expect(officer.getByText(PERSON.documentNumber)).toBeVisible()
  await expect(officer.getByRole("img", { name: "Picture of the document" })).toBeVisible()
  await expectAccessible(officer)
  await officer.getByRole("button", { name: "Accept" }).click()
  await expect(officer.getByText("Decided. The pictures are deleted.")).toBeVisible()

  const { checked, later } = await codeAtGate()
  expect(checked).toMatchObject({ ok: true, value: { colour: "green", holder: { initials: "LSM", suffix: "4321" } } })
  expect(later).toEqual({ ok: false, problem: "expired" })
  await expect(page.getByText("GREEN", { exact: true })).toBeVisible()
  await expectAccessible(page)
})

test("3. a warning that the person declares makes it amber and says why; an appeal is answered, and the rules make it green again", async () => {
  await onPhone("#declare")
  await page.getByLabel("What", { exact: true }).selectOption({ label: "My phone showed a warning" })
  await page.getByRole("button", { name: "Declare this" }).click()
  await expect(page.getByText("Declared.")).toBeVisible()
  await expectAccessible(page)
  expect((await codeAtGate()).checked).toMatchObject({ ok: true, value: { colour: "amber" } })
  await expect(page.getByText("You declared that your phone showed a warning in the last seven days.")).toBeVisible()
  await expect(page.getByText("Legal basis: Demonstration order 1, section 2")).toBeVisible()
  await expectAccessible(page)

  await onPhone("#appeal")
  await page.getByLabel("Why is the colour wrong?").fill("The warning was withdrawn the same day.")
  await page.getByRole("button", { name: "Appeal against this colour" }).click()
  await expect(page.getByText("Waits for an officer")).toBeVisible()
  await expectAccessible(page)
  await officer.getByRole("link", { name: "Appeals" }).click()
  await officer.getByRole("button", { name: "Take the oldest" }).click()
  await expect(officer.getByText("The warning was withdrawn the same day.")).toBeVisible()
  await expect(officer.getByText(PERSON.latinName)).toHaveCount(0)
  await officer.getByRole("checkbox").check()
  await officer.getByLabel("Answer to the person").fill("It does not count any more.")
  await expectAccessible(officer)
  await officer.getByRole("button", { name: "Send the answer" }).click()
  await expect(officer.getByText("Answered.")).toBeVisible()
  await onPhone("#appeal")
  await expect(page.getByText("It does not count any more.")).toBeVisible()
  expect((await codeAtGate()).checked).toMatchObject({ ok: true, value: { colour: "green" } })
})

test("4. visits are shared one act at a time after a preview, none is ticked, one is taken back with a signed statement; the phone's log has every call", async () => {
  for (const place of [market, library]) await visit(place)
  for (const place of [market, library]) {
    await onPhone("#share")
    const boxes = page.getByRole("checkbox")
    await expect(boxes).toHaveCount(2)
    expect(await page.getByRole("checkbox", { checked: true }).count()).toBe(0)
    await page.getByRole("checkbox", { name: new RegExp(place.en) }).check()
    await expect(page.getByRole("heading", { name: "This is all that is sent" })).toBeVisible()
    await expectAccessible(page)
    await page.getByRole("button", { name: "Share 1 visit" }).click()
    await expect(page.getByRole("button", { name: "Take back" }).first()).toBeVisible()
  }
  await expect(page.getByRole("button", { name: "Take back" })).toHaveCount(2)
  await page.getByRole("button", { name: "Take back" }).first().click()
  await expect(page.getByText("Taken back. The service has signed that it does not hold it.")).toBeVisible()
  await expect(page.getByRole("button", { name: "Take back" })).toHaveCount(1)
  await expectAccessible(page)
  await page.goto(`${system.publicOrigin}/settings/proof`)
  await expect(page.getByText("Health code", { exact: true }).first()).toBeVisible()
})

test("5. somebody who is there with the document gets the code on paper, and it is revoked", async () => {
  await officer.getByRole("link", { name: "People without a phone" }).click()
  await officer.getByLabel("Document number").first().fill(PERSON.documentNumber)
  await officer.getByLabel("Date of birth").first().fill(PERSON.born)
  await officer.getByRole("button", { name: "Find", exact: true }).click()
  await officer.getByRole("button", { name: "Sign a code for paper" }).click()
  await expect(officer.getByRole("heading", { name: "Health code: GREEN" })).toBeVisible()
  await expectAccessible(officer)
  await officer.getByRole("button", { name: "Revoke" }).click()
  await expect(officer.getByText("Revoked", { exact: true })).toBeVisible()
})

test("6. the databases of the public server and the authority hold no word of the person; the account is deleted with a receipt", async () => {
  const said = [PERSON.latinName, PERSON.chineseName, PERSON.documentNumber, "K765432", PERSON.address]
  const forms = said.flatMap((text) => [text, Buffer.from(text).toString("hex")])
  const { passwords } = kept("demonstration.json")
  for (const name of ["public", "authority", "health"] as const) {
    const all = await everythingIn(name, passwords[name])
    expect(all.length, name).toBeGreaterThan(200)
    expect(
      forms.filter((text) => all.includes(text)),
      name,
    ).toEqual([])
  }

  await onPhone("#delete")
  await page.getByRole("button", { name: "Delete the account" }).click()
  await expectAccessible(page)
  await page.getByRole("button", { name: "Delete everything there" }).click()
  await expect(page.getByText("The account is deleted.")).toBeVisible()
  const download = page.waitForEvent("download")
  await page.getByRole("button", { name: "Save the receipt" }).click()
  const file = path.join(work, "receipt.json")
  await (await download).saveAs(file)
  const receipt = readEnvelope(utf8Of(fs.readFileSync(file, "utf8")))
  const signers = keysOfService().map((pub) => ({ id: keyIdOf(pub), pub }))
  const statement = receipt.ok ? readHealthStatement(receipt.value, kept("demonstration.json").dep, signers) : undefined
  expect(statement?.said).toBe("account-deleted")
  const left = await everythingIn("health", passwords.health, [
    "accounts",
    "shares",
    "declarations",
    "appeals",
    "passkeys",
  ])
  expect(left.split("\n").filter((line) => line.includes("resident"))).toEqual([])
  await onPhone()
  await expect(page.getByRole("button", { name: "Make an account with a passkey" })).toBeVisible()
})

/** Checks in at a place by a photo of its code, and leaves. */
async function visit(place: CodedPlace): Promise<void> {
  await page.goto(`${system.publicOrigin}/`)
  const next = page.getByRole("button", { name: "Scan the next place" })
  const photo = page.getByLabel("Read a code from a photo")
  await expect(next.or(photo).first()).toBeAttached()
  if (await next.isVisible()) await next.click()
  await photo.setInputFiles(pictureOf(signCode(system, place)))
  await expect(page.getByRole("heading", { name: place.en })).toBeVisible()
  await page.getByRole("button", { name: "Leave now" }).click()
  await expect(page.getByText("You have left").first()).toBeVisible()
}

/** Every row of every table of a database as text, or of some of them. */
async function everythingIn(name: string, password: string, only?: readonly string[]): Promise<string> {
  const url = new URL(kept("running.json").authorityUrl)
  url.pathname = `/homesafe_${name}`
  url.username = `homesafe_${name}`
  url.password = password
  const db = connect<Record<string, never>>(url.href, 1)
  try {
    const tables = (await db.introspection.getTables()).filter((table) => only?.includes(table.name) ?? true)
    const texts: string[] = []
    for (const table of tables) {
      if (table.name.startsWith("kysely_")) continue
      const { rows } = await sql<{ held: string }>`select t::text as held from ${sql.table(table.name)} t`.execute(db)
      texts.push(...rows.map(({ held }) => held))
    }
    return texts.join("\n")
  } finally {
    await db.destroy()
  }
}
