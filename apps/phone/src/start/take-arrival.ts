import { type Arrival, readArrival } from "./read-arrival.ts"

// Evaluated before anything else: what a link carries after # is a venue's secret, and must not stay in the address bar or in
// a history that the browser's maker synchronises (Spec §3).

function takeArrival(): Arrival {
  const arrival = readArrival(location.href)
  const { pathname } = location
  if (pathname === "/v") history.replaceState(null, "", "/")
  if (pathname === "/t") history.replaceState(null, "", "/settings/move")
  if (pathname === "/c") history.replaceState(null, "", "/settings/card")
  if (pathname === "/u") history.replaceState(null, "", "/share")
  return arrival
}

/** What the address held when the page was opened. */
export const arrival: Arrival = takeArrival()
