import { expect, type Locator, type Page } from "@playwright/test"

// More stops than any page has: whoever needs more than these has lost the way.
const MOST_STOPS = 60

/**
 * Reaches a control with the Tab key alone. Every stop on the way must show that it has the focus, and must not be wholly covered by what
 * stands fixed on the page (WCAG 2.2, 2.4.7 and 2.4.11).
 */
export async function tabTo(page: Page, control: Locator): Promise<void> {
  await expect(control.first()).toBeVisible()
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await page.keyboard.press("Tab")
    const { isVisible, isCovered, what } = await page.evaluate(lookAtFocus)
    expect(isVisible, `the focus shows on ${what}`).toBe(true)
    expect(isCovered, `${what} is not covered`).toBe(false)
    if (await control.first().evaluate((element) => element === document.activeElement)) return
  }
  throw new Error(`not to be reached by keyboard: ${control}`)
}

/** Reaches a button or a link and presses it. */
export async function pressByKeyboard(page: Page, control: Locator): Promise<void> {
  await tabTo(page, control)
  await page.keyboard.press("Enter")
}

function lookAtFocus(): { readonly isVisible: boolean; readonly isCovered: boolean; readonly what: string } {
  const element = document.activeElement
  // Where a new page puts the focus is no stop of the Tab key.
  const isStop = element instanceof HTMLElement && element.tabIndex >= 0 && element !== document.body
  if (!isStop) return { isVisible: true, isCovered: false, what: "the page" }
  // A control that is drawn by its label shows the focus there.
  const label = element instanceof HTMLInputElement ? element.labels?.[0] : undefined
  const drawn = [element, element.nextElementSibling, label].filter((each) => each instanceof Element)
  const isVisible = drawn.some((each) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each)
    return (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none"
  })
  const own = element.getBoundingClientRect()
  const seen = own.width > 2 ? element : (label ?? element)
  const { left, top, width, height } = seen.getBoundingClientRect()
  const isCovered = ![0.1, 0.5, 0.9].some((x) =>
    [0.1, 0.5, 0.9].some((y) => {
      const there = document.elementFromPoint(left + width * x, top + height * y)
      return there !== null && (seen.contains(there) || there.contains(seen))
    }),
  )
  return {
    isVisible,
    isCovered,
    what: (seen.textContent || seen.getAttribute("aria-label") || seen.tagName).slice(0, 60),
  }
}
