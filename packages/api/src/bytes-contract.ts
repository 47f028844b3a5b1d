import type { ProblemCode } from "./problems.ts"

/** A route whose body and reply are bytes and not JSON: sealed things whose size is all that a server can check. */
export interface BytesContract {
  readonly method: "GET" | "POST" | "PUT"
  readonly path: string
  /** Who sends is not asked: what opens these routes stands in the body or in the path. */
  readonly access: "anyone"
  readonly summary: string
  readonly contentType: "application/octet-stream"
  /** Most bytes of the body; the handler checks where it must be exactly so many. 0: no body. */
  readonly bodyBytes: number
  /** Most bytes of the reply. 0: none, and the status is 204. */
  readonly replyBytes: number
  readonly problems: readonly ProblemCode[]
}

/** Keeps a contract's exact types. */
export function bytesContract<const C extends BytesContract>(c: C): C {
  return c
}
