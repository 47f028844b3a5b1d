import { type Browser, expect, type Page } from "@playwright/test"
import { openNewCase } from "../harness/decide.ts"
import { enrolOfficer, inviteOfficer } from "../harness/desk.ts"
import type { System } from "../harness/run-system.ts"
import type { Say, Subject } from "./sheet.ts"

type Take = (subject: Subject) => Promise<void>

/** The work on a case: search, likely duplicates, period, merge, tasks, notes, guidance, and the visits of the demonstration's case. */
export async function takeCases(take: Take, system: System, browser: Browser): Promise<void> {
  const [page, other] = [await newDesk(browser), await newDesk(browser)]
  await enrolOfficer(page, system.invitation, "Officer One")
  await enrolOfficer(other, await inviteOfficer(page), "Officer Two")
  const onDesk = (name: string, path: string, act?: (say: Say) => Promise<void>) =>
    take({
      page,
      app: "console",
      name: `cases-${name}`,
      url: new URL(path, system.consoleOrigin).href,
      ...(act ? { act } : {}),
    })
  const open = (say: Say, key: string) =>
    page
      .getByRole("button", { name: say(key) })
      .first()
      .click()

  const uploaded = page.getByRole("link", { name: /Uploaded:/ })
  await page.goto(`${system.consoleOrigin}/cases`)
  await expect(uploaded).toBeVisible({ timeout: 60_000 })
  const first = new URL((await uploaded.getAttribute("href")) ?? "", system.consoleOrigin).pathname
  const second = await openNewCase(page, system)
  await page.getByRole("button", { name: "Add a task" }).click()
  await page.getByRole("dialog").getByRole("button", { name: "Add it" }).click()
  await expect(page.getByRole("dialog")).toHaveCount(0) // behind it nothing can be typed
  await page.getByRole("button", { name: "Add a call" }).click()
  const form = page.getByRole("dialog", { name: "Add a call" })
  await form.getByLabel("Name").fill("Kamala Rai")
  await form.getByLabel("Telephone number").fill("5555 0101")
  await form.getByLabel("Language").selectOption({ label: "Nepali" })
  await form.getByLabel("Interpreter needed").check()
  await form.getByRole("button", { name: "Keep it" }).click()
  await expect(form).toHaveCount(0)
  await page.getByLabel("Write a note").fill("Came with her brother, who coughs too.\nCall after 18:00.")
  await page.getByRole("button", { name: "Keep the note" }).click()
  await expect(page.getByText("Kept and sealed.")).toBeVisible()

  await onDesk("01-list", "/cases")
  await onDesk("02-none", "/cases", (say) => page.getByLabel(say("cases.number")).fill("999"))
  await onDesk("03-new", second)
  await onDesk("04-period", second, (say) => open(say, "period.change"))
  await onDesk("05-merge", second, (say) => open(say, "merge.into"))
  await onDesk("06-task", second, (say) => open(say, "tasks.add"))
  await onDesk("07-today", "/")
  await onDesk("08-hand-over", "/", (say) => open(say, "tasks.handOver"))
  await onDesk("12-calls", "/calls")
  await onDesk("13-calls-open", "/calls", async () => {
    await page.locator("main .card button").first().click()
    await page.getByText("5555 0101").waitFor()
  })
  await onDesk("14-call-change", "/calls", (say) => open(say, "calls.change"))
  await onDesk("15-call-add", second, (say) => open(say, "calls.add"))
  await onDesk("09-guidance", second, async () => {
    for (const summary of await page.locator("summary").all()) await summary.click()
  })
  await onDesk("10-notes", second, async (say) => {
    await open(say, "notes.read")
    await page.locator(".note-text").waitFor()
  })
  await onDesk("11-visits", first, async (say) => {
    await open(say, "visits.read")
    await page.locator(".time-line svg").waitFor()
  })
  await page.context().close()
  await other.context().close()
}

async function newDesk(browser: Browser): Promise<Page> {
  return (await browser.newContext({ locale: "en-GB" })).newPage()
}
