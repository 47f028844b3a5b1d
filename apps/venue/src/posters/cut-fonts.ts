import { type CallProblem, call, makePosterFonts } from "@homesafe/api"
import { bytesOfBase64url } from "@homesafe/protocol"
import type { PosterFonts } from "@homesafe/ui/poster"

/** Fonts that hold only these public characters; the server cuts them, and learns no code. */
export async function cutFonts(
  text: string,
): Promise<{ readonly ok: true; readonly fonts: PosterFonts } | { readonly ok: false; readonly problem: CallProblem }> {
  const cut = await call(makePosterFonts, { body: { text } })
  if (!cut.ok) return cut
  const decode = (given: string) => bytesOfBase64url(given) ?? new Uint8Array()
  const { hkRegular, hkBold, scRegular, scBold } = cut.value
  const fonts = {
    hkRegular: decode(hkRegular),
    hkBold: decode(hkBold),
    scRegular: decode(scRegular),
    scBold: decode(scBold),
  }
  return { ok: true, fonts }
}
