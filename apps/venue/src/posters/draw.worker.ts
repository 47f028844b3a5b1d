import { drawForm, type PosterFonts, type PosterForm, type PosterInk, type PosterSheet } from "@homesafe/ui/poster"
import PDFDocument from "pdfkit"
import { toBytes } from "pdfkit/output"

/** What the worker is asked for: sheets with their codes, and fonts that hold only public characters. */
export interface DrawRequest {
  readonly title: string
  readonly sheets: readonly PosterSheet[]
  readonly fonts: PosterFonts
  readonly print: PrintChoice
}

/** How the operator wants it printed. */
export interface PrintChoice {
  readonly form: PosterForm
  readonly ink: PosterInk
}

/** What the worker says: how many pages are drawn, and in the end the file. */
export type DrawAnswer = { readonly drawn: number } | { readonly pdf: Uint8Array<ArrayBuffer> }

const answer = (said: DrawAnswer, transfer: Transferable[] = []) => postMessage(said, { transfer })

addEventListener("message", (event: MessageEvent<DrawRequest>) => {
  void draw(event.data).then((pdf) => answer({ pdf }, [pdf.buffer]))
})

async function draw({ title, sheets, fonts, print }: DrawRequest): Promise<Uint8Array<ArrayBuffer>> {
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
    drawForm(doc, sheet, fonts, print)
    answer({ drawn: page + 1 })
  })
  doc.end()
  return bytes
}
