import fs from "node:fs"
import path from "node:path"
import type { System } from "./run-system.ts"

const TEXT = /\.(js|css|html|webmanifest)$/

/** The phone app's files as the system serves them. */
export function servedApp(system: System): string {
  return path.join(system.home, "apps/phone/dist")
}

/**
 * Replaces the served phone app by a build in which every asset has another name, as after a change of everything: what an open page
 * has not kept, the server can no longer give it. Gives the names of the assets that are gone.
 */
export function publishBuild(system: System, name: string): readonly string[] {
  const dist = servedApp(system)
  const assets = path.join(dist, "assets")
  const old = fs.readdirSync(assets)
  for (const file of [...fs.readdirSync(dist), ...old.map((each) => `assets/${each}`)]) {
    // The server prefers a compressed copy, which would be the old build's.
    if (/\.(br|gz)$/.test(file)) fs.rmSync(path.join(dist, file))
  }
  const renamed = old
    .filter((each) => !/\.(br|gz)$/.test(each))
    .map((each) => [each, each.replace(/(\.\w+)$/, `.${name}$1`)] as const)
  for (const [from, to] of renamed) fs.renameSync(path.join(assets, from), path.join(assets, to))
  const texts = [...fs.readdirSync(dist), ...fs.readdirSync(assets).map((each) => `assets/${each}`)]
  for (const file of texts.filter((each) => TEXT.test(each))) {
    const at = path.join(dist, file)
    let text = fs.readFileSync(at, "utf8")
    for (const [from, to] of renamed) text = text.replaceAll(from, to)
    // The service worker tells by this that the page has changed.
    if (file === "sw.js")
      text = text.replace(/\{"revision":"\w+","url":"index.html"\}/, `{"revision":"${name}","url":"index.html"}`)
    fs.writeFileSync(at, text)
  }
  return renamed.map(([from]) => from)
}

/** Puts another text in the place of the served service worker; gives the one that was there. */
export function replaceWorker(system: System, text: string): string {
  const at = path.join(servedApp(system), "sw.js")
  const before = fs.readFileSync(at, "utf8")
  for (const ending of ["", ".br", ".gz"]) fs.rmSync(`${at}${ending}`, { force: true })
  fs.writeFileSync(at, text)
  return before
}
