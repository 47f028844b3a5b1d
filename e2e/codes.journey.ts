import fs from "node:fs"
import path from "node:path"
import { type Browser, expect, type Page, test } from "@playwright/test"
import { openDesk } from "./harness/browsers.ts"
import { openPage } from "./harness/change-files.ts"
import { signInOfficer } from "./harness/desk.ts"
import { expectAccessible } from "./harness/expect-accessible.ts"
import { openTwoOfficers } from "./harness/open-officers.ts"
import { runSystem, type System } from "./harness/run-system.ts"

// A code reaches its person: by SMS, withdrawn, by mail, for a laboratory's whole file; and one officer alone cannot give any number.
const MOBILE = "9123 4567"
const MAIL = "person@home.example"

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
})

const today = () => new Date((Date.now() / 1000 + system.clockOffset()) * 1000).toISOString().slice(0, 10)
const messages = (): { to: string; text: string }[] => {
  const file = path.join(system.home, "sms/messages.jsonl")
  const lines = fs.existsSync(file) ? fs.readFileSync(file, "utf8").trim().split("\n") : []
  return lines.map((line) => JSON.parse(line))
}
const codeIn = (text: string) => /\d{4}( \d{4}){4}/.exec(text)?.[0] ?? ""

async function openNewCase(): Promise<void> {
  await openPage(first, "Cases")
  await first.getByLabel("Day of the positive test").fill(today())
  await first.getByRole("button", { name: "Open a case" }).click()
  await expect(first.getByRole("heading", { name: "Upload code" })).toBeVisible()
}

test("1. an officer sends a code by SMS in Traditional Chinese", async () => {
  await openNewCase()
  await first.getByRole("button", { name: "By SMS" }).click()
  await first.getByLabel("Mobile number").fill("12")
  await first.getByRole("button", { name: "Give an upload code" }).click()
  await expect(first.getByText("Type a mobile number", { exact: false })).toBeVisible()
  await first.getByLabel("Mobile number").fill(MOBILE)
  await first.getByLabel("Language of the message").selectOption("zh-Hant")
  await expectAccessible(first)
  await first.getByRole("button", { name: "Give an upload code" }).click()
  await expect(first.getByRole("region", { name: "By SMS" }).getByText("Delivered")).toBeVisible()
  const [message] = messages()
  expect(message?.to).toBe("+85291234567")
  expect(message?.text).toContain("一次性上載碼")
  expect(message?.text).toContain(`${system.publicOrigin}/u#${codeIn(message?.text ?? "").replaceAll(" ", "")}`)
})

test("2. withdraws it, and gives a new one by mail", async () => {
  await first.getByRole("button", { name: "Withdraw the code" }).click()
  const question = first.getByRole("dialog", { name: "Withdraw this code?" })
  await expectAccessible(first)
  await question.getByRole("button", { name: "Withdraw the code" }).click()
  await expect(first.getByRole("region", { name: "By SMS" }).getByText("Withdrawn")).toBeVisible()
  await first.getByRole("button", { name: "Give another code" }).click()
  await first.getByRole("button", { name: "By mail" }).click()
  await first.getByLabel("Mail address").fill(MAIL)
  await first.getByRole("button", { name: "Give an upload code" }).click()
  await expect(first.getByRole("region", { name: "By mail" }).getByText("Delivered")).toBeVisible()
  const mail = system.mailTo(MAIL, "/u#")
  expect(mail).toContain("Your one-time code from")
  expect(codeIn(mail)).not.toBe("")
  expect(codeIn(mail)).not.toBe(codeIn(messages()[0]?.text ?? ""))
  await expectAccessible(first)
})

test("3. a laboratory's file is reported row by row, then each good row is a case with its code on the way", async () => {
  const file = [
    "Laboratory number,Disease,Test date,Onset,Mobile or mail,Language",
    `LAB-9001,Measles,${today()},,9222 0001,zh-Hant`,
    `LAB-9002,麻疹,${today().split("-").reverse().join("/")},,+85292220002,en`,
    `LAB-9003,Measles,yesterday,,9222 0003,en`,
    `lab-9001,Measles,${today()},,9222 0004,en`,
    `LAB-9005,Measles,${today()},,lab@home.example,zh-Hans`,
  ].join("\r\n")
  const choose = async () => {
    await openPage(first, "Upload codes")
    await first.getByRole("link", { name: "From a laboratory’s file" }).click()
    await first
      .getByLabel("The laboratory’s file")
      .setInputFiles({ name: "lab.csv", mimeType: "text/csv", buffer: Buffer.from(file) })
  }
  await choose()
  await expect(first.getByText("5 rows read")).toBeVisible()
  await expect(first.getByText("Test date: not a date", { exact: false })).toBeVisible()
  await expect(first.getByText("The same laboratory number as line 2")).toBeVisible()
  await expect(first.getByText(`Test date read as ${today()}`)).toBeVisible()
  expect(messages(), "nothing is sent before the officer has seen the report").toHaveLength(1)
  await expectAccessible(first)
  await first.getByRole("button", { name: "Open 3 cases and send their codes" }).click()
  await expect(first.getByText("Every row is done", { exact: false })).toBeVisible()
  await expect(first.getByText("3 codes delivered")).toBeVisible({ timeout: 15_000 })
  expect(
    messages()
      .map(({ to }) => to)
      .slice(1)
      .sort(),
  ).toEqual(["+85292220001", "+85292220002"])
  expect(system.mailTo("lab@home.example", "一次性上传码")).not.toBe("")
  await expectAccessible(first)
  const download = first.waitForEvent("download")
  await first.getByRole("button", { name: "Download the result" }).click()
  const result = fs.readFileSync(await (await download).path(), "utf8")
  expect(result.trim().split("\n")).toHaveLength(6)
  expect(result).toContain('"LAB-9002","C-0003","Delivered"')
  await choose()
  await expect(first.getByText("3 rows have a case already")).toBeVisible()
  await expect(first.getByRole("button", { name: /^Open \d/ })).toHaveCount(0)
})

test("4. one officer alone meets a limit; another officer agrees, and the code is shown to the one who asked", async () => {
  await openNewCase()
  await first.getByRole("button", { name: "Give an upload code" }).click()
  await expect(first.locator("[data-kind=upload-code]")).toHaveText(/^\d{4}( \d{4}){4}$/)
  await expect(first.getByText(/^\d{4} (zero|one|two|three|four|five|six|seven|eight|nine)/).first()).toBeVisible()
  await expect(first.getByRole("img", { name: "Upload code, to be scanned", exact: false })).toBeVisible()
  await expectAccessible(first)
  const waits = first.getByText("Waits for another officer")
  await expect(async () => {
    await first.getByRole("button", { name: "Give another code" }).click()
    await first.getByRole("button", { name: "Give an upload code" }).click()
    await expect(waits).toBeVisible({ timeout: 2000 })
  }).toPass()
  const theCase = first.url()

  await signInOfficer(other, system)
  await expect(other.getByText("1 upload code waits for another officer")).toBeVisible()
  await expectAccessible(other)
  await openPage(other, "Upload codes")
  const row = other.getByRole("region", { name: /^Officer One asks for a code for case/ })
  await expectAccessible(other)
  await row.getByRole("button", { name: "Agree" }).click()
  await expectAccessible(other)
  await other.getByRole("dialog").getByRole("button", { name: "Agree" }).click()
  await expect(other.getByText("Waiting for another officer")).toHaveCount(0)
  await other.getByLabel("Find by case number").fill("C-0001")
  await expect(other.getByRole("region", { name: "Case C-0001" })).toHaveCount(2)

  await first.goto(theCase)
  await first.getByRole("button", { name: "Show the code" }).click()
  await expect(first.locator("[data-kind=upload-code]")).toHaveText(/^\d{4}( \d{4}){4}$/)
  await expect(first.getByText("Agreed by Officer Two")).toBeVisible()
})

test("5. the audit log says how codes were given, and neither it nor any log says to whom", async () => {
  await openPage(first, "Audit log")
  for (const words of ["by sms", "by mail", "Withdrew an upload code", "fresh-case"])
    await expect(first.getByText(words).first()).toBeVisible()
  const log = fs.readFileSync(path.join(system.home, "log.jsonl"), "utf8")
  const page = await first.locator("main").textContent()
  for (const secret of [
    "91234567",
    MAIL,
    "92220001",
    "LAB-9001",
    codeIn(messages()[0]?.text ?? "").replaceAll(" ", ""),
  ])
    expect(log + system.said() + page).not.toContain(secret)
})
