import fs from "node:fs"
import path from "node:path"
import type { Page } from "@playwright/test"

const sizes = { small: { width: 360, height: 740 }, large: { width: 1280, height: 800 } } as const
const languages = ["en", "zh-Hant", "zh-Hans"] as const
const themes = ["light", "dark"] as const
const texts = path.resolve(import.meta.dirname, "../../packages/i18n/src")

/** Finds a control by the key of its text, in whatever language the page has just now. */
export type Say = (key: string) => RegExp

/** A page to be pictured: where it stands, and what must be touched before it shows what is meant. */
export interface Subject {
  readonly page: Page
  readonly app: "phone" | "venue" | "console" | "gate"
  readonly name: string
  /** The page's address; where a page has one for each language, the address in that language. */
  readonly url: string | ((language: (typeof languages)[number]) => string)
  readonly act?: (say: Say) => Promise<void>
}

/** Makes one sheet for each page: the twelve ways of looking at it, each from top to bottom, side by side. */
export function sheetsIn(folder: string): (subject: Subject) => Promise<void> {
  return async ({ page, app, name, url: address, act }) => {
    const shots: { readonly label: string; readonly bytes: Buffer }[] = []
    for (const language of languages) {
      const say = readTexts(app, language)
      const url = typeof address === "string" ? address : address(language)
      for (const [size, viewport] of Object.entries(sizes)) {
        for (const theme of themes) {
          await prefer(page, url, { language, theme })
          await page.emulateMedia({ colorScheme: theme }) // for pages that follow the system alone
          await page.setViewportSize(viewport)
          // Through an empty page: an address that differs in its fragment alone would not be opened anew.
          await page.goto("about:blank")
          await page.goto(url)
          await settle(page)
          await act?.(say)
          await settle(page)
          shots.push({ label: `${language} ${size} ${theme}`, bytes: await photograph(page) })
        }
      }
    }
    await writeSheet(page, shots, path.join(folder, `${name}.png`))
    console.log(`  ${name}`)
  }
}

/** Changes what the owner of this browser prefers, from the next page on. */
export async function prefer(page: Page, url: string, wanted: Readonly<Record<string, string>>): Promise<void> {
  if (!page.url().startsWith(new URL(url).origin)) await page.goto(new URL(url).origin)
  await page.evaluate((these) => {
    const kept = JSON.parse(localStorage.getItem("homesafe.preferences") ?? "{}") as object
    localStorage.setItem("homesafe.preferences", JSON.stringify({ ...kept, ...these }))
  }, wanted)
}

/** The page from top to bottom, in a window as high as it is: what keeps to the window's edge then covers nothing. */
async function photograph(page: Page): Promise<Buffer> {
  const { width, height } = page.viewportSize() ?? sizes.small
  const whole = await page.evaluate(() => document.documentElement.scrollHeight)
  await page.setViewportSize({ width, height: Math.max(height, whole) })
  await page.waitForTimeout(100)
  return page.screenshot()
}

async function settle(page: Page): Promise<void> {
  await page.getByRole("heading").first().waitFor({ timeout: 20_000 })
  await page.waitForFunction(() => !document.querySelector(".bones, [aria-busy=true]"), undefined, { timeout: 20_000 })
  await page.waitForTimeout(400) // whatever still moves
}

/** A pattern of the text of a key, with anything in the places to be filled. What follows may be a row's second line. */
export function readTexts(app: Subject["app"], language: (typeof languages)[number]): Say {
  const read = (of: string) =>
    JSON.parse(fs.readFileSync(path.join(texts, of, `${language}.json`), "utf8")) as Record<string, string>
  const all: Record<string, string> = { ...read("shared"), ...(app === "phone" ? read("card") : {}), ...read(app) }
  return (key) => {
    const text = all[key]
    if (text === undefined) throw new Error(`no text ${key} in ${language}`)
    const parts = text.split(/\{[^}]*(?:\{[^}]*\}[^}]*)*\}/).map((x) => x.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    return new RegExp(`^${parts.join(".*")}`)
  }
}

async function writeSheet(
  page: Page,
  shots: readonly { readonly label: string; readonly bytes: Buffer }[],
  to: string,
): Promise<void> {
  const sheet = await page.context().newPage()
  await sheet.setViewportSize({ width: 1940, height: 1200 })
  const figures = shots.map(({ label, bytes }) => {
    const width = label.includes("large") ? 610 : 300
    const image = `data:image/png;base64,${bytes.toString("base64")}`
    return `<figure style="margin:4px;width:${width}px"><figcaption style="font:12px sans-serif">${label}</figcaption><img style="width:100%" src="${image}"></figure>`
  })
  await sheet.setContent(
    `<body style="margin:0;display:flex;flex-wrap:wrap;align-items:flex-start;background:#888">${figures.join("")}</body>`,
  )
  await sheet.screenshot({ path: to, fullPage: true })
  await sheet.close()
}
