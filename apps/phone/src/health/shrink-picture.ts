/** The longer side of a picture that is sent, in pixels: a document's small print stays legible. */
const LONGEST = 1_800
const QUALITY = 0.85

/** Draws a picture anew as JPEG, upright and smaller; where and when it was taken stays behind with the file. Null when it is no picture. */
export async function shrinkPicture(file: Blob): Promise<string | null> {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null)
  if (!bitmap) return null
  const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement("canvas")
  canvas.width = Math.max(1, Math.round(bitmap.width * scale))
  canvas.height = Math.max(1, Math.round(bitmap.height * scale))
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  bitmap.close()
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY))
  return blob && base64Of(new Uint8Array(await blob.arrayBuffer()))
}

function base64Of(bytes: Uint8Array): string {
  let text = ""
  // In pieces: a call takes no picture's worth of arguments.
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192))
  return btoa(text)
}
