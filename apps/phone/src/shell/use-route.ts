import { focusMain } from "@homesafe/ui"
import { startTransition, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react"

/** Where the reader is. Ids stand after #, which is never sent to a server. */
export interface Route {
  readonly path: string
  readonly id: string
}

function here(): Route {
  return { path: location.pathname.replace(/(.)\/$/, "$1"), id: decodeURIComponent(location.hash.slice(1)) }
}

// Another program of the same origin, and addresses that are not pages.
const ELSEWHERE = /^\/(venue|feed|v1|transparency)(\/|$)|^\/deployment\.json$/

/**
 * Follows the address bar; links between the app's own pages do not load a document. A page whose file is not here yet comes when it is:
 * until then the page before it stays.
 */
export function useRoute(): readonly [Route, (href: string) => void] {
  const [route, setRoute] = useState(here)
  const hasGone = useRef(false)
  const go = useCallback((href: string) => {
    history.pushState(null, "", href)
    hasGone.current = true
    startTransition(() => setRoute(here()))
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time another page has come, by a link and not by the way back.
  useLayoutEffect(() => {
    if (!hasGone.current) return
    hasGone.current = false
    window.scrollTo(0, 0)
    focusMain()
  }, [route])
  useEffect(() => {
    const follow = () => startTransition(() => setRoute(here()))
    const click = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a") : null
      const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
      if (!link || !isPlain || event.defaultPrevented || link.target || link.origin !== location.origin) return
      if (ELSEWHERE.test(link.pathname)) return
      event.preventDefault()
      go(link.pathname + link.hash)
    }
    addEventListener("popstate", follow)
    document.addEventListener("click", click)
    return () => {
      removeEventListener("popstate", follow)
      document.removeEventListener("click", click)
    }
  }, [go])
  return [route, go]
}
