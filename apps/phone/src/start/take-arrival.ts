// Evaluated before anything else: what a link carries after # is a venue's secret, and must not stay in the address bar or in
// a history that the browser's maker synchronises (Spec §3).

/** What a link brought along. */
export type Arrival =
  | { readonly kind: "venue-code"; readonly text: string }
  | { readonly kind: "upload-code"; readonly digits: string }
  | null

/** Reads a link's address. */
export function readArrival(href: string): Arrival {
  const { pathname, hash } = new URL(href)
  if (pathname === "/v" && hash !== "") return { kind: "venue-code", text: href }
  if (pathname === "/u") return { kind: "upload-code", digits: hash.slice(1) }
  return null
}

function takeArrival(): Arrival {
  const arrival = readArrival(location.href)
  const { pathname } = location
  if (pathname === "/v") history.replaceState(null, "", "/")
  if (pathname === "/u") history.replaceState(null, "", "/share")
  return arrival
}

/** What the address held when the page was opened. */
export const arrival: Arrival = takeArrival()
