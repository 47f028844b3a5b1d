import { type BuiltApp, hexOf, isHex, sha256, textOfUtf8 } from "@homesafe/protocol"

/** Fetches a file; undefined where there is none or nobody answers. */
export type Fetch = (address: string) => Promise<Uint8Array | undefined>

/** How an app as it is served compares with the build that the roots signed. */
export interface ServedApp {
  readonly app: BuiltApp
  /** Whether the list of files is the one whose name is signed; null where none is served. */
  readonly isNamed: boolean | null
  readonly files: number
  readonly different: readonly string[]
  readonly missing: readonly string[]
}

const AT_A_TIME = 8

/** Below which path each app is served. The console has an origin of its own. */
export const placeOf: Readonly<Record<BuiltApp, string>> = {
  phone: "/",
  venue: "/venue/",
  gate: "/gate/",
  console: "/",
}

/** Every file of a build.json by its path; undefined when it is none. */
export function readBuildFiles(bytes: Uint8Array): ReadonlyMap<string, string> | undefined {
  const text = textOfUtf8(bytes)
  try {
    const json: unknown = JSON.parse(text ?? "")
    const files = json && typeof json === "object" && "files" in json && Array.isArray(json.files) ? json.files : null
    const read = files?.map((file: { path?: unknown; sha256?: unknown } | null): [string, string] | null =>
      typeof file?.path === "string" && isHex(file.sha256, 32) ? [file.path, file.sha256] : null,
    )
    const whole = read?.filter((file) => file !== null)
    return whole && whole.length > 0 && whole.length === read?.length ? new Map(whole) : undefined
  } catch {
    return undefined // a page in its place
  }
}

/** Fetches an app's list of files and then every file, as any browser would get them, and compares. */
export async function compareServed(
  app: BuiltApp,
  name: string,
  { origin, fetch }: { readonly origin: string; readonly fetch: Fetch },
): Promise<ServedApp> {
  const list = await fetch(`${origin}${placeOf[app]}build.json`)
  const files = list && readBuildFiles(list)
  if (!list || !files) return { app, isNamed: null, files: 0, different: [], missing: [] }
  const different: string[] = []
  const missing: string[] = []
  const waiting = [...files]
  const work = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [path, hash] = next
      const bytes = await fetch(origin + path)
      if (!bytes) missing.push(path)
      else if (hexOf(sha256(bytes)) !== hash) different.push(path)
    }
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, work))
  const isNamed = hexOf(sha256(list)) === name
  return { app, isNamed, files: files.size, different: different.sort(), missing: missing.sort() }
}
