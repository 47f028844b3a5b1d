import type { ClusterReport } from "@homesafe/api"
import type { AuthorityDeps } from "../deps.ts"
import { type ClusterRules, startThread } from "./analysis-thread.ts"
import { namePlaces } from "./name-places.ts"
import { readSealed } from "./read-sealed.ts"
import { type AnalysisWindow, casesOfWindow } from "./window-cases.ts"

/** What reading and opening the visits is of the whole work, and with it what the rules are, in percent. */
const [OPENING, RULES] = [70, 95]

/** Where an analysis says how far it is, and learns that nobody wants it any more. */
export interface Progress {
  readonly signal: AbortSignal
  percent: number
}

/** Reads the window's sealed visits, has a thread open and analyse them, and names what it found. Meanwhile the server answers others. */
export async function runAnalysis(
  deps: AuthorityDeps,
  window: AnalysisWindow,
  rules: ClusterRules,
  progress: Progress,
): Promise<ClusterReport> {
  const { keys, offset } = deps
  const { signal } = progress
  const cases = await casesOfWindow(deps, window)
  signal.throwIfAborted()
  const thread = startThread({ keys, window, rules, cases, offset }, signal, (part) => {
    progress.percent = Math.round(OPENING + (RULES - OPENING) * part)
  })
  try {
    for await (const { read, sealed } of readSealed(deps, cases)) {
      await thread.ask<"open">({ ask: "open", sealed })
      progress.percent = Math.round((OPENING * read) / cases.length)
    }
    const { vids } = await thread.ask<"analyse">({ ask: "analyse", placesKnown: await countVenues(deps) })
    for await (const named of namePlaces(deps, vids)) await thread.ask<"name">({ ask: "name", named })
    progress.percent = 99
    return (await thread.ask<"write">({ ask: "write" })).report
  } finally {
    await thread.stop()
  }
}

/** Venues of the register: those that no case visited say what is usual too. */
async function countVenues({ db }: AuthorityDeps): Promise<number> {
  const asked = db
    .selectFrom("venue_register")
    .select((e) => e.fn.countAll<string>().as("n"))
    .where("state", "<>", "refused")
  return Number((await asked.executeTakeFirstOrThrow()).n)
}
