import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import type { BrowserContext, Page } from "@playwright/test"
import { openPhone } from "../harness/browsers.ts"
import { clearStorage } from "../harness/clear-storage.ts"
import { startPhone } from "../harness/phone.ts"
import type { System } from "../harness/run-system.ts"
import { pictureOf, signCode } from "../harness/sign-code.ts"
import { prefer, readTexts, type Say, type Subject } from "./sheet.ts"

type Take = (subject: Subject) => Promise<void>
type Sheet = (name: string, address: string, act?: (say: Say) => Promise<void>) => Promise<void>

interface Phone {
  readonly context: BrowserContext
  readonly page: Page
  readonly sheet: Sheet
}

/** What few people ever see: beginnings that fail, a diary that is gone, a lock being changed, both ends of a move. */
export async function takeRare(take: Take, system: System): Promise<void> {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-pictures-rare-"))
  const open = async (name: string, isStarted: boolean): Promise<Phone> => {
    const context = await openPhone(path.join(work, name), undefined, system.clockOffset())
    const page = isStarted ? await startPhone(context, system) : (context.pages()[0] ?? (await context.newPage()))
    return {
      context,
      page,
      sheet: (sheet, address, act) =>
        take({
          page,
          app: "phone",
          name: `rare-${sheet}`,
          url: `${system.publicOrigin}${address}`,
          ...(act ? { act } : {}),
        }),
    }
  }
  await takeBeginnings(await open("first", false), system)
  const old = await open("old", true)
  await takeLock(await open("locked", true), system)
  await takeMove(old, await open("new", true), system)
  await takeLosses(old, system)
  await old.context.close()
  fs.rmSync(work, { recursive: true, force: true })
}

/** Before there is a diary: the welcome, and what may stand in its way. */
async function takeBeginnings({ context, page, sheet }: Phone, system: System): Promise<void> {
  const welcome = async (say: Say) => {
    const language = await page.evaluate(() => document.documentElement.lang)
    await page.getByRole("button", { name: say(`language.name.${language}`) }).click()
    await page.getByRole("button", { name: say("welcome.begin") }).waitFor()
  }
  const begin = async (say: Say, problem: string) => {
    await welcome(say)
    await page.getByRole("button", { name: say("welcome.begin") }).click()
    await page.getByText(say(`startProblem.${problem}.title`)).waitFor({ timeout: 30_000 })
  }
  await sheet("01-welcome", "/", welcome)
  const description = "**/deployment.json"
  await context.route(description, (route) => route.abort())
  await sheet("02-no-network", "/", (say) => begin(say, "offline"))
  await context.unroute(description)
  await context.route(description, (route) => route.fulfill({ status: 503, body: "" }))
  await sheet("03-not-ready", "/", (say) => begin(say, "not-ready"))
  await context.unroute(description)
  await context.route(description, (route) => route.fulfill({ json: { v: 1 } }))
  await sheet("04-not-believed", "/", (say) => begin(say, "deployment-refused"))
  await context.unroute(description)
  await setQuota(context, page, system, 200_000)
  await sheet("05-no-room", "/", (say) => begin(say, "no-room"))
  await sheet("06-moved-away", "/moved")
  await context.close()
}

async function takeLock({ context, page, sheet }: Phone, system: System): Promise<void> {
  const press = (say: Say, key: string) => page.getByRole("button", { name: say(key) }).click()
  const fill = async (say: Say, key: string, text: string) => page.getByLabel(say(key)).fill(text)
  await sheet("10-set-pin", "/settings/lock", async (say) => {
    await press(say, "lock.setPin")
    await fill(say, "lock.newPin", "123456")
    await fill(say, "lock.again", "123456")
    await press(say, "lock.confirm")
    await page.getByText(say("lock.pinProblem.too-easy")).waitFor()
  })
  await sheet("11-set-passkey", "/settings/lock", (say) => press(say, "lock.setPasskey"))
  await prefer(page, system.publicOrigin, { language: "en" })
  await page.goto(`${system.publicOrigin}/settings/lock`)
  await page.getByRole("button", { name: "Set a PIN" }).click()
  await page.getByLabel("New PIN").fill("eleven blue boats")
  await page.getByLabel("The same again").fill("eleven blue boats")
  await page.getByRole("button", { name: "Set the lock" }).click()
  await page.getByText("The lock is on").waitFor({ timeout: 30_000 })
  const unlock = async (say: Say, pin: string) => {
    await fill(say, "lock.pin", pin)
    await press(say, "lock.open")
  }
  const open = async (say: Say) => {
    await unlock(say, "eleven blue boats")
    await page.getByRole("heading", { name: say("lock.settings") }).waitFor({ timeout: 30_000 })
  }
  await sheet("12-lock-on", "/settings/lock", open)
  await sheet("13-change-pin", "/settings/lock", async (say) => {
    await open(say)
    await press(say, "lock.changeTo.pin")
    await page.getByText(say("lock.first")).waitFor()
  })
  await sheet("14-forgotten", "/", async (say) => press(say, "lock.forgotten"))
  await sheet("15-wrong", "/", async (say) => {
    await unlock(say, "eleven red boats")
    await page
      .getByText(say("lock.wrong"))
      .or(page.getByText(say("lock.wait")))
      .first()
      .waitFor({ timeout: 30_000 })
  })
  await context.close()
}

async function takeMove(old: Phone, fresh: Phone, system: System): Promise<void> {
  await prefer(old.page, system.publicOrigin, { language: "en" })
  await old.page.goto(`${system.publicOrigin}/`)
  const code = signCode(system, { en: "Ferry Arcade", hant: "渡輪商場", category: 27 })
  await old.page.locator("input[type=file]").setInputFiles(pictureOf(code))
  await old.page.getByRole("button", { name: "Leave now" }).click()
  await old.page.getByText("You have left").first().waitFor()

  const choose = ({ page }: Phone, buffer: Buffer) =>
    page.locator("input[type=file]").setInputFiles({ name: "diary.bin", mimeType: "application/octet-stream", buffer })
  const offer = async (say: Say) => {
    await fresh.page.getByRole("button", { name: say("move.isNew") }).click()
    await fresh.page.getByRole("img", { name: say("move.code") }).waitFor()
  }
  await fresh.sheet("20-file-refused", "/settings/move", async (say) => {
    await offer(say)
    await choose(fresh, Buffer.alloc(4096, 7))
    await fresh.page
      .getByText(say("move.refused.does-not-open.title"))
      .or(fresh.page.getByText(say("move.refused.malformed.title")))
      .first()
      .waitFor()
  })
  const scan = async (say: Say) => {
    const buffer = await fresh.page.locator(".transfer-code").screenshot()
    await old.page.getByRole("button", { name: say("move.isOld") }).click()
    await old.page.getByRole("switch", { name: say("move.old.keepCopy") }).check()
    await old.page.getByRole("button", { name: say("move.old.scan") }).click()
    await old.page.locator("input[type=file]").setInputFiles({ name: "screen.png", mimeType: "image/png", buffer })
    await old.page.getByRole("heading", { name: say("move.old.same") }).waitFor()
  }
  const save = async (say: Say) => {
    await scan(say)
    const download = old.page.waitForEvent("download")
    await old.page.getByRole("button", { name: say("move.old.save") }).click()
    return fs.readFileSync(await (await download).path())
  }
  // The new phone shows its code while the old one is looked at.
  const english = readTexts("phone", "en")
  await prefer(fresh.page, system.publicOrigin, { language: "en" })
  await fresh.page.goto(`${system.publicOrigin}/settings/move`)
  await offer(english)
  await old.sheet("21-compare", "/settings/move", scan)
  await old.sheet("22-file-saved", "/settings/move", async (say) => void (await save(say)))
  // A code lives in the page that shows it: each picture is of a move of its own.
  await prefer(old.page, system.publicOrigin, { language: "en" })
  await fresh.sheet("23-taken", "/settings/move", async (say) => {
    await offer(say)
    await old.page.goto("about:blank")
    await old.page.goto(`${system.publicOrigin}/settings/move`)
    await choose(fresh, await save(english))
    await fresh.page.getByText(say("move.taken.title")).first().waitFor({ timeout: 30_000 })
  })
  await fresh.context.close()
}

/** A check-in without room for it, and a diary that the browser has cleared. */
async function takeLosses({ context, page, sheet }: Phone, system: System): Promise<void> {
  const url = signCode(system, { en: "Wing Kee Noodle House", hant: "榮記麵家", category: 4 })
  await page.addInitScript(fillTheDisk)
  await sheet("30-no-room-dialog", "/", async () => {
    await page.locator("input[type=file]").setInputFiles(pictureOf(url))
    await page.getByRole("dialog").waitFor()
  })
  await clearStorage(context, page, system, "indexeddb,file_systems")
  await sheet("31-diary-gone", "/diary")
  await prefer(page, system.publicOrigin, { language: "en" })
  await page.goto(`${system.publicOrigin}/diary`)
  await page.getByRole("button", { name: "Begin a new diary" }).click()
  await page.getByRole("navigation").first().waitFor({ timeout: 60_000 })
  await sheet("32-after-the-loss", "/diary")
}

/** In the page: the keeper's thread answers a check-in as it does on a full disk, which no browser's quota brings about for a file that is there already. */
function fillTheDisk(): void {
  globalThis.Worker = class extends Worker {
    override postMessage(message: unknown, options?: StructuredSerializeOptions | Transferable[]): void {
      const { id, name } = message as { readonly id: string; readonly name?: string } // as: a question, or a picture for the scanner
      const answer = { id, failed: "QuotaExceededError", isNoRoom: true }
      if (name === "checkIn") this.dispatchEvent(new MessageEvent("message", { data: { kind: "answer", answer } }))
      else super.postMessage(message, options as StructuredSerializeOptions) // as: either form
    }
  }
}

/** What the browser lets this origin keep; nothing: as much as usual. */
async function setQuota(context: BrowserContext, page: Page, { publicOrigin: origin }: System, bytes?: number) {
  const devtools = await context.newCDPSession(page)
  await devtools.send("Storage.overrideQuotaForOrigin", {
    origin,
    ...(bytes === undefined ? {} : { quotaSize: bytes }),
  })
}
