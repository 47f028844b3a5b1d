const MISSING =
  /^(|na|n\/a|n\.a\.?|n\.a|#n\/a|null|none|nil|undefined|nan|-+|–|—|\.|tba|tbc|to be (advised|confirmed)|unknown|不適用|不适用|未有|未知|待定|無)$/i

/** A cell without the spaces around it, or nothing where it says in one of the usual ways that it holds nothing. */
export function present(cell: string | undefined): string | undefined {
  const text = (cell ?? "").replace(/[\s\u00a0\u200b\ufeff]+/g, " ").trim()
  return MISSING.test(text) ? undefined : text
}
