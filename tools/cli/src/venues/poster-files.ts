import fs from "node:fs"
import path from "node:path"

// A PDF holds the only copy of its venues' secrets. It is on the disk before its venues are registered, under a name
// that says the first of them, and gets its own name afterwards: no crash leaves a registered venue without a poster,
// or a poster that nobody registered.
const waiting = /^posters-(.+)\.([0-9a-f-]{36})\.waiting$/

/** Where a PDF waits for its venues to be registered. */
export interface WaitingPoster {
  /** Gives it its name, and returns that. */
  readonly settle: () => string
  readonly discard: () => void
}

/** Writes a district's PDF down, readable to its owner alone, until its venues are registered. */
export function writeWaiting(out: string, district: string, firstVenue: string, pdf: Uint8Array): WaitingPoster {
  const file = path.join(out, `posters-${slugOf(district)}.${firstVenue}.waiting`)
  const open = fs.openSync(file, "wx", 0o600)
  fs.writeFileSync(open, pdf)
  fs.fsyncSync(open)
  fs.closeSync(open)
  return { settle: () => settle(out, file, slugOf(district)), discard: () => fs.rmSync(file, { force: true }) }
}

/** Settles what an interrupted import left: a PDF whose venues are registered gets its name, another one goes. */
export async function settleLeftOver(
  out: string,
  isRegistered: (venue: string) => Promise<boolean>,
): Promise<string[]> {
  const settled: string[] = []
  for (const name of fs.readdirSync(out)) {
    const [, slug, venue] = waiting.exec(name) ?? []
    if (slug === undefined || venue === undefined) continue
    const file = path.join(out, name)
    if (await isRegistered(venue)) settled.push(settle(out, file, slug))
    else fs.rmSync(file)
  }
  return settled
}

/** A district in the name of a file: "CENTRAL AND WESTERN" is central-and-western. */
export function slugOf(district: string): string {
  const slug = district
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")
  return slug.slice(0, 60) || "other"
}

// Posters of an earlier import are never written over: nothing can make them again.
function settle(out: string, file: string, slug: string): string {
  for (let n = 1; ; n++) {
    const target = path.join(out, `posters-${slug}${n === 1 ? "" : `-${n}`}.pdf`)
    if (fs.existsSync(target)) continue
    fs.renameSync(file, target)
    return target
  }
}
