import { base64urlOf } from "@homesafe/protocol"

// Enough to see what hangs there, and small enough for a slow network.
const LONGEST_SIDE = 1024
const MOST_BYTES = 180_000
const QUALITIES = [0.75, 0.5, 0.3]

/** A photo drawn anew as a small JPEG: neither its place, nor its time, nor the camera's name go along. Base64url; nothing when it cannot be read. */
export async function drawAnew(file: Blob): Promise<string | undefined> {
  const picture = await createImageBitmap(file).catch(() => undefined) // not a picture
  if (!picture) return undefined
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height))
  const [width, height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)]
  const canvas = Object.assign(document.createElement("canvas"), { width, height })
  canvas.getContext("2d")?.drawImage(picture, 0, 0, width, height)
  picture.close()
  for (const quality of QUALITIES) {
    const jpeg = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", quality))
    if (jpeg && jpeg.size <= MOST_BYTES) return base64urlOf(new Uint8Array(await jpeg.arrayBuffer()))
  }
  return undefined
}
