import type { CallProblem } from "@homesafe/api"
import { scriptUrl } from "@homesafe/ui"
import { type PosterSheet, posterCharacters } from "@homesafe/ui/poster"
import { cutFonts } from "./cut-fonts.ts"
import type { DrawAnswer, DrawRequest, PrintChoice } from "./draw.worker.ts"
import workerUrl from "./draw.worker.ts?worker&url"

/** A PDF of these sheets, one a page. The server cuts fonts for the public words; codes are drawn in this browser only. */
export async function makePdf(
  title: string,
  sheets: readonly PosterSheet[],
  print: PrintChoice,
  tell: (drawn: number) => void = () => {},
): Promise<{ readonly ok: true; readonly pdf: Blob } | { readonly ok: false; readonly problem: CallProblem }> {
  const cut = await cutFonts(posterCharacters(sheets))
  if (!cut.ok) return cut
  const bytes = await drawInWorker({ title, sheets, fonts: cut.fonts, print }, tell)
  if (!bytes) return { ok: false, problem: "unexpected" }
  return { ok: true, pdf: new Blob([bytes], { type: "application/pdf" }) }
}

function drawInWorker(
  request: DrawRequest,
  tell: (drawn: number) => void,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const worker = new Worker(scriptUrl(workerUrl, import.meta.env.BASE_URL), { type: "module" })
  const answer = new Promise<Uint8Array<ArrayBuffer> | undefined>((resolve) => {
    worker.addEventListener("message", ({ data }: MessageEvent<DrawAnswer>) => {
      if ("pdf" in data) resolve(data.pdf)
      else tell(data.drawn)
    })
    worker.addEventListener("error", () => resolve(undefined))
  })
  worker.postMessage(request)
  return answer.finally(() => worker.terminate())
}
