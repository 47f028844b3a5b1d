/** Pictures of a document or of an address are of one of these types. */
export type PictureType = "image/jpeg" | "image/png"

/** 5 MB, decoded. */
export const MOST_PICTURE_BYTES = 5_242_880

const begins = (bytes: Uint8Array, first: readonly number[]) => first.every((byte, i) => bytes[i] === byte)

/** What a picture is by its own first bytes, whatever it was called; nothing when it is neither. */
export function sniffPicture(bytes: Uint8Array): PictureType | undefined {
  if (begins(bytes, [0xff, 0xd8, 0xff])) return "image/jpeg"
  if (begins(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return "image/png"
  return undefined
}
