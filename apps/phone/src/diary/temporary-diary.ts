/** What a browser says of itself. */
export interface BrowserFacts {
  readonly userAgent: string
  readonly maxTouchPoints: number
  /** Safari's own word for "opened from the home screen"; other browsers have none. */
  readonly standalone: boolean | undefined
  /** True when the page is shown as an app. */
  readonly isAppWindow: boolean
}

/**
 * Says whether the diary is temporary: on iOS, outside the installed app, the browser clears it after seven days of use without
 * a visit to this page, whichever browser it is. An iPad calls itself a Mac, but has a touch screen.
 */
export function isTemporaryDiary({ userAgent, maxTouchPoints, standalone, isAppWindow }: BrowserFacts): boolean {
  const isIos = /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)
  return isIos && standalone !== true && !isAppWindow
}

/** What this browser says of itself. */
export function readBrowser(): BrowserFacts {
  const { userAgent, maxTouchPoints } = navigator
  const standalone = "standalone" in navigator ? navigator.standalone === true : undefined
  return { userAgent, maxTouchPoints, standalone, isAppWindow: matchMedia("(display-mode: standalone)").matches }
}
