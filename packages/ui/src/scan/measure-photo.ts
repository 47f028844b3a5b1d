/** How large a picture is, in pixels. */
export interface PhotoSize {
  readonly width: number
  readonly height: number
}

/** The largest photo file that is looked at. */
export const MOST_PHOTO_BYTES = 20_000_000
/** The most pixels that are decoded: four bytes each must stay under 100 MB. */
export const MOST_PHOTO_PIXELS = 25_000_000
/** A picture says its size in its first bytes; a telephone's may put a thumbnail before it. */
export const PHOTO_HEAD_BYTES = 262_144

/** Says whether a picture may be decoded: its size must be known, and not too large. */
export function isPhotoAllowed(size: PhotoSize | undefined): size is PhotoSize {
  return size !== undefined && size.width > 0 && size.height > 0 && size.width * size.height <= MOST_PHOTO_PIXELS
}

/** Reads a picture's size from its first bytes, before anything is decoded: PNG, JPEG, WebP, GIF, HEIC and AVIF. */
export function measurePhoto(head: Uint8Array): PhotoSize | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  const readers = [measurePng, measureGif, measureWebp, measureJpeg, measureHeif]
  for (const measure of readers) {
    const size = measure(view)
    if (size) return size
  }
  return undefined
}

function isAt(view: DataView, at: number, text: string): boolean {
  if (at + text.length > view.byteLength) return false
  return [...text].every((letter, place) => view.getUint8(at + place) === letter.charCodeAt(0))
}

function measurePng(view: DataView): PhotoSize | undefined {
  if (!isAt(view, 1, "PNG\r\n") || view.byteLength < 24) return undefined
  return { width: view.getUint32(16), height: view.getUint32(20) }
}

function measureGif(view: DataView): PhotoSize | undefined {
  if (!isAt(view, 0, "GIF8") || view.byteLength < 10) return undefined
  return { width: view.getUint16(6, true), height: view.getUint16(8, true) }
}

function measureWebp(view: DataView): PhotoSize | undefined {
  if (!isAt(view, 0, "RIFF") || !isAt(view, 8, "WEBP") || view.byteLength < 30) return undefined
  if (isAt(view, 12, "VP8 "))
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
  if (isAt(view, 12, "VP8L")) {
    const bits = view.getUint32(21, true)
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
  }
  const take24 = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536 + 1
  return isAt(view, 12, "VP8X") ? { width: take24(24), height: take24(27) } : undefined
}

// A JPEG is a row of segments; the one of its frame (C0 to CF, without the tables C4, C8, CC) holds the size.
function measureJpeg(view: DataView): PhotoSize | undefined {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xff_d8) return undefined
  let at = 2
  while (at + 9 <= view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1)
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2)
  }
  return undefined
}

// HEIC and AVIF tell it in "ispe" boxes, one for each tile and one for the whole: the greatest counts.
function measureHeif(view: DataView): PhotoSize | undefined {
  if (!isAt(view, 4, "ftyp")) return undefined
  let greatest: PhotoSize | undefined
  for (let at = 8; at + 16 <= view.byteLength; at++) {
    if (!isAt(view, at, "ispe")) continue
    const size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) }
    if (!greatest || size.width * size.height > greatest.width * greatest.height) greatest = size
  }
  return greatest
}
