/** One file of a build and its SHA-256 in hex. */
export interface BuildFile {
  readonly path: string
  readonly sha256: string
}
/** What build.json says. */
export interface BuildList {
  readonly version: string
  readonly files: readonly BuildFile[]
}
/** How what this phone keeps compares with the list. */
export interface BuildComparison {
  readonly same: number
  readonly different: readonly string[]
  /** Files of the app that this phone does not keep yet. */
  readonly missing: readonly string[]
  /** Files that are kept and stand in no list. */
  readonly unknown: readonly string[]
}

/** Reads build.json; nothing when it is not one. */
export function readBuildList(text: string): BuildList | undefined {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return undefined // a page in its place
  }
  if (typeof json !== "object" || json === null || !("v" in json) || json.v !== 1) return undefined
  if (!("version" in json) || typeof json.version !== "string" || !("files" in json) || !Array.isArray(json.files)) {
    return undefined
  }
  const files = json.files.filter(isBuildFile)
  return files.length === json.files.length ? { version: json.version, files } : undefined
}

function isBuildFile(file: unknown): file is BuildFile {
  const isObject = typeof file === "object" && file !== null && "path" in file && "sha256" in file
  return isObject && typeof file.path === "string" && typeof file.sha256 === "string"
}

// Served beside the app and not kept by it; the service worker's own script is kept by the browser, out of reach.
const NOT_KEPT = /^\/(transparency\/|sw\.js$)/

/** Compares hashes of kept files, by path, with the list. */
export function compareBuild(list: BuildList, kept: ReadonlyMap<string, string>): BuildComparison {
  const wanted = list.files.filter(({ path }) => !NOT_KEPT.test(path))
  const known = new Set(list.files.map(({ path }) => path))
  return {
    same: wanted.filter(({ path, sha256 }) => kept.get(path) === sha256).length,
    different: wanted.filter(({ path, sha256 }) => kept.has(path) && kept.get(path) !== sha256).map(({ path }) => path),
    missing: wanted.filter(({ path }) => !kept.has(path)).map(({ path }) => path),
    unknown: [...kept.keys()].filter((path) => !known.has(path)),
  }
}
