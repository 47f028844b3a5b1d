import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader"
import wasmUrl from "zxing-wasm/reader/zxing_reader.wasm?url"
import { fitPicture } from "./fit-picture.ts"

/** A frame of the camera, or a photo. */
export type Picture = VideoFrame | ImageBitmap | ImageData
/** A picture to look at. */
export interface Look {
  readonly id: number
  readonly picture: Picture
}
/** What was seen. */
export interface Sight {
  readonly id: number
  readonly text: string | null
}

// Compiled before the first frame comes; the file is in the app's own cache.
void prepareZXingModule({
  overrides: { locateFile: (path: string) => (path.endsWith(".wasm") ? wasmUrl : path) },
  fireImmediately: true,
})

let canvas: OffscreenCanvas | undefined

function pixelsOf(picture: Picture): ImageData | undefined {
  if (picture instanceof ImageData) return picture
  const { width, height } = "displayWidth" in picture ? fitFrame(picture) : picture
  if (canvas?.width !== width || canvas.height !== height) canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext("2d", { willReadFrequently: true })
  context?.drawImage(picture, 0, 0, width, height)
  picture.close()
  return context?.getImageData(0, 0, width, height)
}

function fitFrame({ displayWidth, displayHeight }: VideoFrame) {
  return fitPicture({ width: displayWidth, height: displayHeight })
}

async function look({ id, picture }: Look): Promise<Sight> {
  const pixels = pixelsOf(picture)
  if (!pixels) return { id, text: null }
  const found = await readBarcodes(pixels, {
    formats: ["QRCode"],
    tryHarder: true,
    textMode: "Plain",
    maxNumberOfSymbols: 1,
  })
  return { id, text: found[0]?.text ?? null }
}

addEventListener("message", ({ data }: MessageEvent<Look>) => {
  look(data).then(postMessage, () => postMessage({ id: data.id, text: null }))
})
