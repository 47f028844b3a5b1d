import { STORE_BYTES, type StoreFile } from "./store-file.ts"

/** A disk that may lose its power: after so many writes the next one is torn in the middle and everything later fails. */
export function memoryFile(
  bytes = new Uint8Array(STORE_BYTES),
): StoreFile & { readonly bytes: Uint8Array; stopAfter: number; writes: number } {
  const file = {
    bytes,
    stopAfter: Number.POSITIVE_INFINITY,
    writes: 0,
    read: (offset: number, length: number) => bytes.slice(offset, offset + length),
    write: (offset: number, data: Uint8Array) => {
      if (file.writes > file.stopAfter) throw new Error("no power")
      if (file.writes++ === file.stopAfter) {
        bytes.set(data.subarray(0, data.length / 2), offset)
        throw new Error("no power")
      }
      bytes.set(data, offset)
    },
    flush: () => undefined,
    size: () => bytes.length,
  }
  return file
}
