/** A web address in its parts; what stands in them is decoded. */
export type Address = {
  readonly scheme: "http" | "https" | null
  readonly host: string
  /** Without the slash at its end. */
  readonly path: string
  readonly query: ReadonlyMap<string, string>
  readonly hash: string
}

// No user, no port: a poster has neither, and a host behind an @ is a trick.
const ADDRESS = /^(?:(https?):\/\/)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)(\/[^?#\s]*)?(?:\?([^#\s]*))?(?:#(\S*))?$/i

/** Splits a web address; scheme and host in any case. Null: it is none, or its query names something twice. */
export function splitAddress(text: string): Address | null {
  const [, scheme, host, path = "", rawQuery = "", hash = ""] = ADDRESS.exec(text) ?? []
  if (host === undefined) return null
  const query = new Map<string, string>()
  for (const pair of rawQuery.split("&").filter((one) => one !== "")) {
    const at = pair.indexOf("=")
    const name = at < 0 ? pair : pair.slice(0, at)
    const value = at < 0 ? "" : decodePart(pair.slice(at + 1))
    if (value === null || query.has(name)) return null
    query.set(name, value)
  }
  const decoded = decodePart(hash)
  if (decoded === null) return null
  const known = scheme?.toLowerCase() === "https" ? "https" : scheme === undefined ? null : "http"
  return { scheme: known, host: host.toLowerCase(), path: path.replace(/\/$/, ""), query, hash: decoded }
}

function decodePart(text: string): string | null {
  if (!text.includes("%")) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return null // the decoder's only way to say "not UTF-8"
  }
}
