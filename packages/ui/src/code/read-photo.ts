import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader"
import wasmUrl from "zxing-wasm/reader/zxing_reader.wasm?url"

/** Larger files are no photo of a screen. Bytes. */
const MOST_BYTES = 20_000_000
// A code fills much of such a photo: this is fine enough, and bounds the memory. Pixels.
const WIDTH = 1600

/** Reads the code in a photo of a screen, or nothing where there is none. The picture never leaves this page. */
export async function readCodeInPhoto(file: Blob): Promise<string | undefined> {
  if (file.size > MOST_BYTES) return undefined
  const picture = await createImageBitmap(file, { resizeWidth: WIDTH, resizeQuality: "high" }).catch(() => undefined) // not a picture
  if (!picture) return undefined
  void prepareZXingModule({
    overrides: { locateFile: (path: string) => (path.endsWith(".wasm") ? wasmUrl : path) },
  })
  const canvas = new OffscreenCanvas(picture.width, picture.height)
  const context = canvas.getContext("2d")
  context?.drawImage(picture, 0, 0)
  picture.close()
  const pixels = context?.getImageData(0, 0, canvas.width, canvas.height)
  if (!pixels) return undefined
  const found = await readBarcodes(pixels, {
    formats: ["QRCode"],
    tryHarder: true,
    textMode: "Plain",
    maxNumberOfSymbols: 1,
  })
  return found[0]?.text
}
