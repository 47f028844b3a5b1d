import type { CallProblem } from "@homesafe/api"
import { scriptUrl } from "@homesafe/ui"
import { cardCharacters, writeCardWords } from "@homesafe/ui/poster"
import { cutFonts } from "../posters/cut-fonts.ts"
import type { CardAnswer, CardRequest } from "./cards.worker.ts"
import workerUrl from "./cards.worker.ts?worker&url"

/** One PDF of new cards, made and drawn in a thread that ends with it. */
export async function printCards(
  request: Omit<CardRequest, "fonts">,
  tell: (made: number) => void,
): Promise<{ readonly ok: true; readonly pdf: Blob } | { readonly ok: false; readonly problem: CallProblem }> {
  const { order, demonstration } = request
  const cut = await cutFonts(cardCharacters(writeCardWords({ hasPin: order.hasPin, demonstration })))
  if (!cut.ok) return cut
  const worker = new Worker(scriptUrl(workerUrl, import.meta.env.BASE_URL), { type: "module", name: "cards" })
  const made = new Promise<Uint8Array<ArrayBuffer> | undefined>((resolve) => {
    worker.addEventListener("message", ({ data }: MessageEvent<CardAnswer>) => {
      if ("pdf" in data) resolve(data.pdf)
      else tell(data.made)
    })
    worker.addEventListener("error", () => resolve(undefined))
  })
  worker.postMessage({ ...request, fonts: cut.fonts } satisfies CardRequest)
  const bytes = await made.finally(() => worker.terminate())
  return bytes
    ? { ok: true, pdf: new Blob([bytes], { type: "application/pdf" }) }
    : { ok: false, problem: "unexpected" }
}
