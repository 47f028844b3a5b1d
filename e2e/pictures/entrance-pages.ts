import type { Browser } from "@playwright/test"
import { enrolOfficer } from "../harness/desk.ts"
import type { System } from "../harness/run-system.ts"
import { prefer, type Say, type Subject } from "./sheet.ts"

const UNKNOWN = "A".repeat(43)
const READER = { id: "00000017", name: "Officer Two" }

/** What stands at the doors: sign-in with an identity provider, a link after a lost passkey, the alarm about reads, and the public's page. */
export async function takeEntrance(
  take: (subject: Subject) => Promise<void>,
  system: System,
  browser: Browser,
): Promise<void> {
  const page = await (await browser.newContext({ locale: "en-GB" })).newPage()
  const onConsole = (name: string, path: string, act?: (say: Say) => Promise<void>) =>
    take({
      page,
      app: "console",
      name: `entrance-${name}`,
      url: new URL(path, system.consoleOrigin).href,
      ...(act ? { act } : {}),
    })
  // A provider is an address outside: whether there is one is all that the page is told.
  await page.route("**/v1/deployment", async (route) => {
    const described = (await (await route.fetch()).json()) as object // as: the contract's
    await route.fulfill({ json: { ...described, hasOidc: true } })
  })
  await onConsole("01-sign-in", "/")
  await onConsole("02-enrol", system.invitation)
  await onConsole("03-provider-refused", "/oidc?error=access_denied&state=x")
  await onConsole("04-recover", `/recover#${UNKNOWN}`)
  await onConsole("05-recover-without-link", "/recover")
  await onConsole("06-recover-over", `/recover#${UNKNOWN}`, async (say) => {
    await page.getByRole("button", { name: say("enrol.button") }).click()
    await page.getByText(say("problem.link-expired")).waitFor()
  })
  await page.unrouteAll()
  for (const n of [7, 8])
    await take({
      page,
      app: "phone",
      name: `entrance-0${n}-transparency${n === 7 ? "" : "-documents"}`,
      url: (language) =>
        n === 7
          ? `${system.publicOrigin}/transparency/${language}`
          : `${system.publicOrigin}/transparency/privacy-impact${language === "en" ? "" : `.${language}`}.html`,
    })
  await prefer(page, system.consoleOrigin, { language: "en" })
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto("about:blank")
  await enrolOfficer(page, system.invitation, "Officer One")
  const at = Math.floor(Date.now() / 1000)
  const permits = [{ id: "00000001", officer: READER, read: 30, at }]
  await page.route("**/v1/read-permits", (route) => route.fulfill({ json: { permits } }))
  await onConsole("09-reads", "/")
  await onConsole("10-reads-agree", "/", (say) => page.getByRole("button", { name: say("reads.agree") }).click())
  await page.context().close()
}
