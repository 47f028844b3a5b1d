declare module "pdfkit" {
  import type { PosterDocument } from "@homesafe/ui/poster"

  interface PdfDocument extends PosterDocument {
    addPage(): PdfDocument
    end(): void
  }
  /** The part of PDFKit that posters use. */
  const PDFDocument: new (options: object) => PdfDocument
  export default PDFDocument
}
declare module "pdfkit/output" {
  /** Collects a document that is being written. */
  export function toBytes(document: object): Promise<Uint8Array<ArrayBuffer>>
}
