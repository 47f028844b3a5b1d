import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { launch } from "puppeteer-core"
import { type Engine, textWith } from "./engine.ts"

/** Firefox of the system, through WebDriver BiDi, with an empty profile on the disk. */
export async function openFirefox(): Promise<Engine> {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-firefox-"))
  const browser = await launch({
    browser: "firefox",
    executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
    headless: true,
    userDataDir: profile,
    extraPrefsFirefox: { "intl.accept_languages": "en-GB" },
  })
  const page = await browser.newPage()
  await page.setViewport({ width: 360, height: 740 })
  return {
    name: await browser.version(),
    async open(url) {
      await page.goto(url)
    },
    run: <T>(expression: string) => page.evaluate(expression) as Promise<T>, // as: the caller wrote the expression
    async choosePhoto(file) {
      const input = await page.waitForSelector("input[type=file]")
      await (input as unknown as { uploadFile: (path: string) => Promise<void> }).uploadFile(file) // as: the selector names an input
    },
    async textBeside(url, word) {
      const other = await browser.newPage()
      await other.goto(url)
      const text = await textWith(() => other.evaluate("document.body.innerText") as Promise<string>, word) // as: a text
      await other.close()
      return text
    },
    async takePicture(file) {
      await page.screenshot({ path: file as `${string}.png` }) // as: the runner names it so
    },
    async close() {
      await browser.close()
      fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
