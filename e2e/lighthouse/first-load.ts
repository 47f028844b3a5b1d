import fs from "node:fs"
import path from "node:path"

/** A script that the first load fetches, with its size as it travels (Brotli). */
export interface LoadedScript {
  readonly name: string
  readonly bytes: number
}

/** The scripts of a phone's very first load: the page's own with all it imports, the largest language, and the keeper's thread. */
export function firstLoadScripts(dist: string): readonly LoadedScript[] {
  const assets = path.join(dist, "assets")
  const all = fs.readdirSync(assets).filter((name) => name.endsWith(".js"))
  const html = fs.readFileSync(path.join(dist, "index.html"), "utf8")
  const named = [...html.matchAll(/\/assets\/([\w.-]+\.js)/g)].map(([, name = ""]) => name)
  const sizeOf = (name: string) => fs.statSync(path.join(assets, `${name}.br`)).size
  const largest = (names: readonly string[]) => names.toSorted((a, b) => sizeOf(b) - sizeOf(a)).slice(0, 1)
  const languages = largest(all.filter((name) => /^(en|zh-Han[ts])-/.test(name)))
  const keeper = all.filter((name) => name.startsWith("keeper.worker-"))
  if (languages.length !== 1 || keeper.length !== 1) throw new Error("the build has no language or no keeper")
  return [...withImports(assets, [...named, ...languages, ...keeper])].map((name) => ({ name, bytes: sizeOf(name) }))
}

/** Scripts and everything that they import before they run; what is imported later, when a page is opened, is not of the first load. */
function withImports(assets: string, names: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>()
  const follow = (name: string) => {
    if (found.has(name)) return
    found.add(name)
    const text = fs.readFileSync(path.join(assets, name), "utf8")
    const imports = text.matchAll(/(?:\bimport|\bfrom)\s*["'`]\.\/([\w.-]+\.js)["'`]/g)
    for (const [, imported = ""] of imports) follow(imported)
  }
  for (const name of names) follow(name)
  return found
}
