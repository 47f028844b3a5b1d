// A health document that the ordinary scanner read, in memory until the wallet's page takes it.
let handed: string | null = null

/** Hands it over. */
export function handRecord(text: string): void {
  handed = text
}

/** Takes it, once. */
export function takeRecord(): string | null {
  const text = handed
  handed = null
  return text
}
