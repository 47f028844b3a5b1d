import fs from "node:fs"

/** What a browser's own network log says that it asked for: every request and every name looked up, whoever in the browser began it. */
export function readNetLog(file: string): { readonly urls: readonly string[]; readonly lookups: readonly string[] } {
  const text = fs.readFileSync(file, "utf8")
  // A browser that was closed in haste leaves the list of events open.
  const log = JSON.parse(/\]\s*\}\s*$/.test(text) ? text : `${text.replace(/,\s*$/, "")}]}`) as NetLog
  const nameOf = (type: number) => Object.entries(log.constants.logEventTypes).find(([, n]) => n === type)?.[0]
  const urls = new Set<string>()
  const lookups = new Set<string>()
  for (const { type, params } of log.events) {
    const name = nameOf(type)
    if (name === "URL_REQUEST_START_JOB" && params?.url) urls.add(params.url)
    if (name?.startsWith("HOST_RESOLVER") && params?.host) lookups.add(params.host)
  }
  return { urls: [...urls], lookups: [...lookups] }
}

interface NetLog {
  readonly constants: { readonly logEventTypes: Readonly<Record<string, number>> }
  readonly events: readonly {
    readonly type: number
    readonly params?: { readonly url?: string; readonly host?: string }
  }[]
}
