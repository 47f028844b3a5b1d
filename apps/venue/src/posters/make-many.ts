import type { CallProblem, Venue } from "@homesafe/api"
import type { PosterSheet } from "@homesafe/ui/poster"
import type { PortalDeployment } from "../deployment/read-deployment.ts"
import { findKey } from "../keys/key-store.ts"
import { composePoster } from "./compose-poster.ts"
import { makePdf } from "./make-pdf.ts"
import type { PosterChoice } from "./print-choice.tsx"

/** How far one PDF of many posters is. */
export interface ManyProgress {
  readonly step: "composing" | "drawing"
  readonly done: number
  readonly of: number
}

/** Why there is no PDF. */
export type ManyProblem = CallProblem | "bad-code" | "nothing"

/** One PDF with the posters of every entrance whose key is in this browser. */
export async function makeManyPdf(
  venues: readonly Venue[],
  deployment: PortalDeployment,
  print: PosterChoice,
  tell: (progress: ManyProgress) => void,
): Promise<{ readonly ok: true; readonly pdf: Blob } | { readonly ok: false; readonly problem: ManyProblem }> {
  const doors = venues.flatMap((venue) => venue.entrances.map((_, entrance) => ({ venue, entrance })))
  const sheets: PosterSheet[] = []
  let done = 0
  for (const { venue, entrance } of doors) {
    const key = await findKey(venue.commit)
    const composed = key && composePoster(venue, entrance, key, deployment, print.ruleDay)
    if (composed?.ok) sheets.push(composed.sheet)
    else if (composed?.problem === "bad-code") return { ok: false, problem: "bad-code" }
    tell({ step: "composing", done: ++done, of: doors.length })
    // Each costs some thousand hashes: the page must be able to paint in between.
    await new Promise((resolve) => setTimeout(resolve))
  }
  if (sheets.length === 0) return { ok: false, problem: "nothing" }
  return makePdf("HomeSafe", sheets, print, (drawn) => tell({ step: "drawing", done: drawn, of: sheets.length }))
}
