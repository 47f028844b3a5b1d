import { type DecodeOptions, decode, Tokenizer, Type } from "cborg"

const MAX_DEPTH = 24
const MAX_ITEMS = 20_000

// CWT (61), COSE_Sign1 (18), self-described CBOR (55799), dates (0, 1, 1004), UUID (37) and text kinds: what they hold is what matters.
const OPENED: NonNullable<DecodeOptions["tags"]> = Object.fromEntries(
  [0, 1, 18, 24, 32, 36, 37, 61, 1004, 55799].map((tag) => [tag, (inner: () => unknown) => inner()]),
)

/** Reads CBOR (RFC 8949) into maps, lists, texts, numbers and bytes; known tags are opened. Undefined: it is none, a key comes twice, something is left over, or it is nested too deep. */
export function readCbor(bytes: Uint8Array): unknown {
  const options: DecodeOptions = { useMaps: true, rejectDuplicateMapKeys: true, tags: OPENED }
  try {
    return isShallow(bytes, options) ? (decode(bytes, options) as unknown) : undefined
  } catch {
    return undefined // the decoder's only way to say "no CBOR"
  }
}

// The decoder calls itself for each level, so a few thousand bytes would exhaust the stack: the levels are counted first, without recursion.
function isShallow(bytes: Uint8Array, options: DecodeOptions): boolean {
  const tokens = new Tokenizer(bytes, options)
  const left: number[] = []
  for (let items = 0; !tokens.done(); items++) {
    if (items > MAX_ITEMS || left.length > MAX_DEPTH) return false
    const { type, value } = tokens.next()
    while (left.length > 0 && left.at(-1) === 0) left.pop()
    const last = left.length - 1
    if (Type.equals(type, Type.break)) left.pop()
    else if (last >= 0) left[last] = (left[last] ?? 0) - 1
    if (Type.equals(type, Type.array)) left.push(Number(value))
    if (Type.equals(type, Type.map)) left.push(Number(value) * 2)
    if (Type.equals(type, Type.tag)) left.push(1)
  }
  return true
}
