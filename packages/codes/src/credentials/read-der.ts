/** One element of DER (X.690): its tag, its content, and all of its bytes. */
export type DerElement = { readonly tag: number; readonly value: Uint8Array; readonly whole: Uint8Array }

/** Reads the elements that stand one after the other. Null: it is no DER, or the last one is cut off. */
export function derChildren(bytes: Uint8Array): readonly DerElement[] | null {
  const elements: DerElement[] = []
  for (let at = 0; at < bytes.length; ) {
    const element = readElement(bytes, at)
    if (element === null) return null
    elements.push(element)
    at += element.whole.length
  }
  return elements
}

function readElement(bytes: Uint8Array, from: number): DerElement | null {
  const tag = bytes[from]
  const first = bytes[from + 1]
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return null
  const size = first < 0x80 ? 0 : first - 0x80
  // No indefinite lengths in DER, and nothing here is longer than three bytes can say.
  if (first === 0x80 || size > 3) return null
  let length = size === 0 ? first : 0
  for (let i = 0; i < size; i++) length = length * 256 + (bytes[from + 2 + i] ?? 0)
  const isShortest = size === 0 || (length >= 0x80 && (size === 1 || length >= 256 ** (size - 1)))
  const start = from + 2 + size
  if (!isShortest || start + length > bytes.length) return null
  return { tag, value: bytes.subarray(start, start + length), whole: bytes.subarray(from, start + length) }
}
