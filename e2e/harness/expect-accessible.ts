import fs from "node:fs"
import path from "node:path"
import AxeBuilder from "@axe-core/playwright"
import { expect, type Page } from "@playwright/test"

/** Nothing that axe calls serious or critical, by WCAG 2.2 AA. */
export async function expectAccessible(page: Page): Promise<void> {
  await takePictures(page)
  // Tall, so that a dock at the foot covers nothing that scrolling would bring out from under it.
  const before = page.viewportSize()
  for (let height = 2600; before; ) {
    await page.setViewportSize({ width: before.width, height })
    const needed = await page.evaluate(() => document.documentElement.scrollHeight)
    if (needed <= height) break
    height = needed + 800
  }
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
    .analyze()
  if (before) await page.setViewportSize(before)
  const grave = violations.filter((v) => v.impact === "serious" || v.impact === "critical")
  const told = grave.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).join("; ")}`)
  expect.soft(told, `axe on ${page.url()}`).toEqual([])
}

/** With HOMESAFE_PICTURES=folder: the page as a person sees it, small and large, light and dark, for looking at. */
async function takePictures(page: Page): Promise<void> {
  const folder = process.env.HOMESAFE_PICTURES
  if (!folder) return
  fs.mkdirSync(folder, { recursive: true })
  const count = fs.readdirSync(folder).filter((f) => f.endsWith(".small.light.png")).length
  const name = `${String(count + 1).padStart(2, "0")}${new URL(page.url()).pathname.replace(/[^a-z]+/g, "-").slice(0, 24)}`
  const before = page.viewportSize()
  for (const [size, viewport] of Object.entries({
    small: { width: 360, height: 740 },
    large: { width: 1280, height: 800 },
  })) {
    await page.setViewportSize(viewport)
    for (const scheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" })
      await page.screenshot({ path: path.join(folder, `${name}.${size}.${scheme}.png`) })
    }
  }
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "no-preference" })
  if (before) await page.setViewportSize(before)
}
