import { shownText } from "../shared/clean-text.ts"
import type { Address } from "../shared/split-address.ts"
import type { ForeignPlace, PlaceName, VenueCode, VenueSystem } from "../venue-code.ts"

/** A scanned text, and the same as a web address if it is one. */
export type Scanned = { readonly text: string; readonly address: Address | null }

/** Reads the codes of one system; null: the text is not its own. */
export type Recogniser = (scanned: Scanned) => VenueCode | null | Promise<VenueCode | null>

/** What a code says of its place: raw text, as it stands in the code. */
export type RawPlace = {
  readonly names: readonly { readonly language?: PlaceName["language"]; readonly text: unknown }[]
  readonly address?: unknown
  readonly id?: unknown
  readonly opens?: number | null
  readonly closes?: number | null
}

/** The place as it may be shown. */
export function placeOf(raw: RawPlace): ForeignPlace {
  const names = raw.names.flatMap(({ language, text }): PlaceName[] => {
    const shown = shownText(text)
    if (shown === null) return []
    return [language === undefined ? { text: shown } : { language, text: shown }]
  })
  return {
    names,
    address: shownText(raw.address, ", "),
    id: shownText(raw.id),
    opens: raw.opens ?? null,
    closes: raw.closes ?? null,
  }
}

/** A code that its system's app would take, and that nobody outside can check. */
export function unverified(
  system: VenueSystem,
  raw: RawPlace,
  why: "unsigned" | "unknown-key" | "server-key" = "unsigned",
): VenueCode {
  return { system, state: "unverified", why, place: placeOf(raw) }
}

/** A code that its system's app would not take. */
export function refusedCode(
  system: VenueSystem,
  why: Extract<VenueCode, { state: "refused" }>["why"],
  raw: RawPlace | null = null,
): VenueCode {
  return { system, state: "refused", why, place: raw === null ? null : placeOf(raw) }
}
