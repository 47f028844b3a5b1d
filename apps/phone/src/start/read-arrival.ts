/** What a link brought along. */
export type Arrival =
  | { readonly kind: "venue-code"; readonly text: string }
  | { readonly kind: "transfer-code"; readonly text: string }
  | { readonly kind: "card-code"; readonly text: string }
  | { readonly kind: "upload-code"; readonly digits: string }
  | null

/** Reads a link's address. */
export function readArrival(href: string): Arrival {
  const { pathname, hash } = new URL(href)
  if (pathname === "/v" && hash !== "") return { kind: "venue-code", text: href }
  if (pathname === "/t" && hash !== "") return { kind: "transfer-code", text: href }
  if (pathname === "/c" && hash !== "") return { kind: "card-code", text: href }
  if (pathname === "/u") return { kind: "upload-code", digits: hash.slice(1) }
  return null
}
