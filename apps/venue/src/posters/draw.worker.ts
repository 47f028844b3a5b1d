import { drawPoster, type PosterFonts, type PosterSheet } from "@homesafe/ui/poster"
import PDFDocument from "pdfkit"
import { toBytes } from "pdfkit/output"

/** What the worker is asked for: sheets with their codes, and fonts that hold only public characters. */
export interface DrawRequest {
  readonly title: string
  readonly sheets: readonly PosterSheet[]
  readonly fonts: PosterFonts
}

addEventListener("message", (event: MessageEvent<DrawRequest>) => {
  void draw(event.data).then((pdf) => postMessage(pdf, { transfer: [pdf.buffer] }))
})

async function draw({ title, sheets, fonts }: DrawRequest): Promise<Uint8Array<ArrayBuffer>> {
  const doc = new PDFDocument({
    size: "A4",
    margin: 0,
    font: null, // no built-in Helvetica: its constructor would look for a file
    lang: "zh-Hant",
    tagged: true,
    displayTitle: true,
    info: { Title: title },
  })
  const bytes = toBytes(doc)
  sheets.forEach((sheet, page) => {
    if (page > 0) doc.addPage()
    drawPoster(doc, sheet, fonts)
  })
  doc.end()
  return bytes
}
