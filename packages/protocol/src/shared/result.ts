/** What may fail in an expected way: a value, or the code of a problem. */
export type Result<T, P extends string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: P }

/** Wraps a value that was found good. */
export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

/** Wraps the code of an expected failure. */
export function refused<P extends string>(problem: P): { readonly ok: false; readonly problem: P } {
  return { ok: false, problem }
}
