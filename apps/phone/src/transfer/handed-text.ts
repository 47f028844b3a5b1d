// A new phone's code that the ordinary scanner read, in memory until the page of moving takes it.
let handed: string | null = null

/** Hands it over. */
export function handTransferText(text: string): void {
  handed = text
}

/** Takes it, once. */
export function takeTransferText(): string | null {
  const text = handed
  handed = null
  return text
}

/** Says whether a text has the form of a new phone's code; whose it is, is checked where it is read. */
export function isTransferText(text: string): boolean {
  return /^https?:\/\/[^/#?@]+\/t#[0-9]+$/.test(text)
}
