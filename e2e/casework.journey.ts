import { type Browser, expect, type Page, test } from "@playwright/test"
import { openDesk } from "./harness/browsers.ts"
import { openNewCase } from "./harness/decide.ts"
import { expectAccessible } from "./harness/expect-accessible.ts"
import { openTwoOfficers } from "./harness/open-officers.ts"
import { runSystem, type System } from "./harness/run-system.ts"

// An officer's shift: two cases that are one, a period with a reason, a note, a task that goes to a colleague, and the case found again.

const CALLED = "Kamala Rai"
const NOTE = "Came with her brother, who coughs too."
let system: System
let desk: Browser
let first: Page
let other: Page
let staying = ""

const at = (path: string) => `${system.consoleOrigin}${path}`
const day = (distance: number) =>
  new Date((Date.now() / 1000 + system.clockOffset() + distance * 86_400) * 1000).toISOString().slice(0, 10)

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

test("a second case of the same disease and days is told to be a likely duplicate, and nothing is blocked", async () => {
  staying = await openNewCase(first, system)
  await expect(first.getByText("may be the same person’s")).toHaveCount(0)
  await openNewCase(first, system)
  await expect(first.getByText("A case may be the same person’s")).toBeVisible()
  await expect(first.getByRole("button", { name: "Give an upload code" })).toBeVisible()
  await expectAccessible(first)
})

test("it is merged into the first one after a question that says that there is no way back", async () => {
  await first.getByRole("button", { name: "Merge into C-0001" }).click()
  const dialog = first.getByRole("dialog", { name: "Merge C-0002 into C-0001?" })
  await expect(dialog.getByText("Nobody can undo this.", { exact: false })).toBeVisible()
  await expect(dialog.getByRole("button", { name: "Merge for good" })).toBeDisabled()
  await dialog.getByLabel("Reason").selectOption({ label: "The same person, tested twice" })
  await expectAccessible(first)
  await dialog.getByRole("button", { name: "Merge for good" }).click()
  await expect(first.getByRole("heading", { level: 1, name: /C-0001/ })).toBeVisible()
  expect(new URL(first.url()).pathname).toBe(staying)
})

test("an officer sets another infectious period with a reason; nonsense is refused in words", async () => {
  await first.getByRole("button", { name: "Change the period" }).click()
  const dialog = first.getByRole("dialog", { name: "Change the period" })
  await dialog.getByLabel("Last day").fill(day(-10))
  await dialog.getByLabel("Reason").selectOption({ label: "Low immunity: infectious for longer" })
  await dialog.getByRole("button", { name: "Set the period" }).click()
  await expect(dialog.getByText("The last day is before the first.")).toBeVisible()
  await expectAccessible(first)
  await dialog.getByLabel("Last day").fill(day(9))
  await dialog.getByRole("button", { name: "Set the period" }).click()
  await expect(first.getByText(/Set by Officer One, .* Reason: Low immunity/)).toBeVisible()
  await expect(first.getByText(/By the disease’s profile: /)).toBeVisible()
})

test("a note is kept sealed, and read again with a passkey and a purpose", async () => {
  await first.getByLabel("Write a note").fill(NOTE)
  await first.getByRole("button", { name: "Keep the note" }).click()
  await expect(first.getByText("1 note, sealed")).toBeVisible()
  await expect(first.getByText(NOTE)).toHaveCount(0)
  await first.getByRole("button", { name: "Read the notes" }).click()
  await expect(first.getByText(NOTE)).toBeVisible()
})

test("a call is put on the list sealed, opened with a passkey, tried, and due again later", async () => {
  await first.getByRole("button", { name: "Add a call" }).click()
  const form = first.getByRole("dialog", { name: "Add a call" })
  await form.getByLabel("Name").fill(CALLED)
  await form.getByLabel("Telephone number").fill("5555 0101")
  await form.getByLabel("Language").selectOption({ label: "Nepali" })
  await form.getByLabel("Interpreter needed").check()
  await form.getByLabel("Whose call?").selectOption({ label: "Officer One" })
  await expectAccessible(first)
  await form.getByRole("button", { name: "Keep it" }).click()
  await first
    .getByRole("link", { name: /^Calls/ })
    .first()
    .click()
  const line = first.getByRole("region", { name: /Case C-0001/ })
  await expect(line).toContainText("Nepali")
  await expect(line).toContainText("Interpreter needed")
  await expect(first.getByText(CALLED)).toHaveCount(0)
  await first.getByRole("button", { name: "Open 1 name and number" }).click()
  await expect(line.getByRole("link", { name: "5555 0101" })).toBeVisible()
  await expectAccessible(first)
  await line
    .getByRole("radio", { name: "Try again" })
    .or(line.getByRole("button", { name: "Try again" }))
    .click()
  await expect(first.getByRole("dialog", { name: "Try again" })).toBeVisible()
  await expectAccessible(first)
  await first.getByRole("button", { name: "Note it" }).click()
  await expect(line).toContainText("1 try")
  await first.goBack()
})

test("a task is made and, at the shift’s end, handed over; the colleague does it", async () => {
  await first.getByRole("button", { name: "Add a task" }).click()
  await first.getByRole("dialog").getByLabel("What is to do?").selectOption({ label: "Call again" })
  await first.getByRole("dialog").getByRole("button", { name: "Add it" }).click()
  await expect(first.getByRole("region", { name: "Call again" })).toBeVisible()
  await expectAccessible(first)
  await first.getByRole("link", { name: "Today" }).first().click()
  await expect(first.getByRole("heading", { name: "My task" })).toBeVisible()
  await first.getByRole("button", { name: "Hand over all my tasks and calls" }).click()
  await first.getByLabel("Colleague").selectOption({ label: "Officer Two" })
  await expectAccessible(first)
  await first.getByRole("button", { name: "Hand over everything" }).click()
  await expect(first.getByRole("heading", { name: "My task" })).toHaveCount(0)
  await other.goto(at("/"))
  const task = other.getByRole("region", { name: "Call again, Case C-0001" })
  await expect(task).toBeVisible()
  await expectAccessible(other)
  await task.getByRole("button", { name: "Done" }).click()
  await expect(task).toHaveCount(0)
  await other
    .getByRole("link", { name: /^Calls/ })
    .first()
    .click()
  await expect(other.getByRole("region", { name: /Case C-0001/ })).toContainText("Officer Two")
})

test("the case is found by search, and by keys alone", async () => {
  await first.goto(at("/cases"))
  await expect(first.getByText("Merged into C-0001")).toBeVisible()
  await first.keyboard.press("/")
  await first.keyboard.type("c-1")
  await expect(first.getByRole("link", { name: /^Case C-0002/ })).toHaveCount(0)
  await expect(first.getByRole("link", { name: /^Case C-0001/ })).toBeVisible()
  await expectAccessible(first)
  await first.getByLabel("Upload").selectOption({ label: "Opened" })
  await expect(first.getByText("No case found")).toBeVisible()
  await first.getByRole("button", { name: "Show all cases" }).click()
  await expect(first.getByRole("link", { name: /^Case C-0002/ })).toBeVisible()
  await first.locator("h1").click() // out of the fields
  await first.keyboard.press("j")
  await first.keyboard.press("j")
  await first.keyboard.press("Enter")
  await expect(first.getByRole("heading", { level: 1, name: /C-0001/ })).toBeVisible()
})
