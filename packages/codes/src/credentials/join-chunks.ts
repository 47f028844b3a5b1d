/** What several codes of one SMART Health Card make together. */
export type Joined =
  | { readonly state: "whole"; readonly text: string }
  | { readonly state: "wanting"; readonly have: number; readonly of: number }
  | { readonly state: "refused"; readonly why: "malformed" | "not-one-document" | "too-large" }

/** Puts the codes of one SMART Health Card together, in whatever order they were scanned; the same code twice is harmless. */
export function joinChunks(_texts: readonly string[]): Joined {
  return { state: "refused", why: "malformed" }
}
