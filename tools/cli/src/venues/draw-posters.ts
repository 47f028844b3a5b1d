import fs from "node:fs/promises"
import { createRequire } from "node:module"
import { drawPoster, type PosterFonts, type PosterSheet, posterCharacters } from "@homesafe/ui/poster"
import PDFDocument from "pdfkit"
import { toBytes } from "pdfkit/output"
import subsetFont from "subset-font"

const require = createRequire(import.meta.url)

/** The four faces of a poster, cut down to what these sheets say. */
export async function cutFonts(sheets: readonly PosterSheet[]): Promise<PosterFonts> {
  const characters = posterCharacters(sheets)
  const cut = async (file: string) =>
    subsetFont(await fs.readFile(require.resolve(`@expo-google-fonts/${file}`)), characters, {
      targetFormat: "truetype",
    })
  return {
    hkRegular: await cut("noto-sans-hk/400Regular/NotoSansHK_400Regular.ttf"),
    hkBold: await cut("noto-sans-hk/700Bold/NotoSansHK_700Bold.ttf"),
    scRegular: await cut("noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf"),
    scBold: await cut("noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf"),
  }
}

/** A PDF of these sheets, one a page. */
export async function drawPosters(
  title: string,
  sheets: readonly PosterSheet[],
  fonts: PosterFonts,
): Promise<Uint8Array> {
  // `font: null`: no built-in Helvetica, which would be looked for in a file.
  const page = { size: "A4", margin: 0, font: null }
  const doc = new PDFDocument({ ...page, lang: "zh-Hant", tagged: true, displayTitle: true, info: { Title: title } })
  const bytes = toBytes(doc)
  sheets.forEach((sheet, n) => {
    if (n > 0) doc.addPage()
    drawPoster(doc, sheet, fonts)
  })
  doc.end()
  return bytes
}
