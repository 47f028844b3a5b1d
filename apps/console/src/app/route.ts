import { useSyncExternalStore } from "react"

const listeners = new Set<() => void>()

/** Goes to a page without loading the console again. */
export function goTo(path: string): void {
  history.pushState(null, "", path)
  for (const listener of listeners) listener()
  scrollTo(0, 0)
}

/** The path that the address names now, without a slash at its end, in parts. */
export function usePath(): readonly string[] {
  const path = useSyncExternalStore(subscribe, () => location.pathname)
  return path.split("/").filter(Boolean)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  addEventListener("popstate", listener)
  return () => {
    listeners.delete(listener)
    removeEventListener("popstate", listener)
  }
}

/** Lets plain clicks on the console's own links change the page in place. */
export function followOwnLinks(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
  const link = event.target instanceof Element ? event.target.closest("a") : null
  if (!link || link.target || link.origin !== location.origin || link.hash !== "") return
  event.preventDefault()
  goTo(link.pathname)
}
