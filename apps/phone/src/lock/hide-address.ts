// An address names a page, "exposure" for one: while the store is locked it is not shown. It waits here, in memory, until the lock is open.

let wanted: string | null = null

/** Takes the address away from the bar. */
export function hideAddress(): void {
  if (location.pathname === "/" && location.hash === "" && location.search === "") return
  wanted ??= location.pathname + location.search + location.hash
  history.replaceState(null, "", "/")
}

/** Puts it back. */
export function returnToAddress(): void {
  if (wanted !== null) history.replaceState(null, "", wanted)
  wanted = null
}
