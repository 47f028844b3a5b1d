import type { Credential, ReadingContext } from "../credential.ts"

/** Reads a scanned text as a health document; null: it is none. Never throws. Several codes of one document go through `joinChunks` first. */
export async function readCredential(_text: string, _context: ReadingContext): Promise<Credential | null> {
  return null
}
