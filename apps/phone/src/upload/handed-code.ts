// An upload code that the scanner read, in memory until the page of sharing takes it: it stands in no address.
let handed: string | null = null

/** Hands the digits of a scanned upload code to the page of sharing. */
export function handCode(digits: string): void {
  handed = digits
}

/** Takes them, once; empty when there are none. */
export function takeCode(): string {
  const digits = handed ?? ""
  handed = null
  return digits
}
