import { useSyncExternalStore } from "react"

const singles = ["sign-in", "new", "many", "vehicles", "cards", "recover", "account", "lost", "confirm"] as const
const ofVenue = [
  "change",
  "renew",
  "new-codes",
  "screens",
  "requests",
  "notices",
  "record",
  "people",
  "hand-over",
] as const
type Single = (typeof singles)[number]
type OfVenue = (typeof ofVenue)[number]

/** The portal's pages; the paths are the ones that the public server answers with index.html. */
export type Route =
  | { readonly page: "list" | Single | "missing" }
  | { readonly page: "venue" | OfVenue; readonly id: string }
  | { readonly page: "poster" | "test"; readonly id: string; readonly entrance: number }

const base = import.meta.env.BASE_URL

/** Reads a path of the portal. */
export function readRoute(pathname: string): Route {
  const [first, second, third, fourth, fifth, ...more] = pathname.slice(base.length).replace(/\/$/, "").split("/")
  if (more.length > 0) return { page: "missing" }
  if (!first) return { page: "list" }
  const single = singles.find((page) => page === first)
  if (second === undefined && single) return { page: single }
  if (first !== "venues" || !second || !/^[0-9a-f-]{8,36}$/.test(second)) return { page: "missing" }
  if (third === undefined) return { page: "venue", id: second }
  const page = ofVenue.find((name) => name === third)
  if (page && fourth === undefined) return { page, id: second }
  if (third !== "posters" || !fourth || !/^\d{1,2}$/.test(fourth)) return { page: "missing" }
  if (fifth !== undefined && fifth !== "test") return { page: "missing" }
  return { page: fifth ?? "poster", id: second, entrance: Number(fourth) }
}

/** The address of a page. */
export function pathOfRoute(route: Route): string {
  if (route.page === "list" || route.page === "missing") return base
  if (route.page === "venue") return `${base}venues/${route.id}`
  if (route.page === "poster") return `${base}venues/${route.id}/posters/${route.entrance}`
  if (route.page === "test") return `${base}venues/${route.id}/posters/${route.entrance}/test`
  return "id" in route ? `${base}venues/${route.id}/${route.page}` : `${base}${route.page}`
}

const listeners = new Set<() => void>()

/** Goes to a page without loading the app again. */
export function goTo(route: Route): void {
  history.pushState(null, "", pathOfRoute(route))
  for (const listener of listeners) listener()
  scrollTo(0, 0)
}

/** The page that the address names now. */
export function useRoute(): Route {
  const path = useSyncExternalStore(subscribe, () => location.pathname)
  return readRoute(path)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  addEventListener("popstate", listener)
  return () => {
    listeners.delete(listener)
    removeEventListener("popstate", listener)
  }
}

/** Lets plain clicks on the portal's own links change the page in place; all others do as ever. */
export function followOwnLinks(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
  const link = event.target instanceof Element ? event.target.closest("a") : null
  if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return
  if (!link.pathname.startsWith(base) || link.hash !== "") return
  event.preventDefault()
  goTo(readRoute(link.pathname))
}
