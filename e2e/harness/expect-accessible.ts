import AxeBuilder from "@axe-core/playwright"
import { expect, type Page } from "@playwright/test"

/** Nothing that axe calls serious or critical, by WCAG 2.2 AA. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
    .analyze()
  const grave = violations.filter((v) => v.impact === "serious" || v.impact === "critical")
  const told = grave.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).join("; ")}`)
  expect(told, `axe on ${page.url()}`).toEqual([])
}
