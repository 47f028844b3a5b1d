import { isPhotoAllowed, MOST_PHOTO_BYTES, measurePhoto, PHOTO_HEAD_BYTES, type PhotoSize } from "./measure-photo.ts"
import { grabPicture, openScanner, type Scanner } from "./open-scanner.ts"

/** What a photo came to. */
export type PhotoOutcome =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: "too-large" | "not-a-picture" | "nothing-found" }

// A code that is small in a large picture is found at a finer look; finer than this costs more memory than it finds.
const FINE_SIDE = 2560

/** Reads a code from a photo: coarsely, then finely. What is too large is refused before it is decoded. */
export async function readPhoto(scanner: Scanner, file: Blob): Promise<PhotoOutcome> {
  if (file.size > MOST_PHOTO_BYTES) return { ok: false, problem: "too-large" }
  const size = measurePhoto(new Uint8Array(await file.slice(0, PHOTO_HEAD_BYTES).arrayBuffer()))
  if (!size) return { ok: false, problem: "not-a-picture" }
  if (!isPhotoAllowed(size)) return { ok: false, problem: "too-large" }
  const whole = await decode(file, size)
  if (!whole) return { ok: false, problem: "not-a-picture" }
  const coarse = await grabPicture(whole, whole)
  const text = (coarse && (await scanner.look(coarse))) ?? (await scanner.look(whole))
  return text === null ? { ok: false, problem: "nothing-found" } : { ok: true, text }
}

/** The same for a page that reads a photo now and then: the thread ends with the photo. */
export async function readOnePhoto(file: Blob): Promise<PhotoOutcome> {
  const scanner = openScanner()
  return readPhoto(scanner, file).finally(() => scanner.close())
}

async function decode(file: Blob, { width, height }: PhotoSize): Promise<ImageBitmap | undefined> {
  // One side is enough, and keeps the proportions also of a photo that is stored lying on its side.
  const isLarge = Math.max(width, height) > FINE_SIDE
  const options: ImageBitmapOptions = isLarge
    ? { resizeWidth: Math.min(width, FINE_SIDE), resizeQuality: "medium" }
    : {}
  return createImageBitmap(file, options).catch(() => undefined) // not a picture that this browser reads
}
