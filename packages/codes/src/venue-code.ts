/** Whose code it is: a place for each system that had codes of its own. */
export type VenueSystem =
  | "hong-kong"
  | "new-zealand"
  | "england-and-wales"
  | "germany"
  | "switzerland"
  | "france"
  | "luca"
  | "singapore"
  | "new-south-wales"
  | "victoria"
  | "western-australia"
  | "taiwan"
  | "malaysia"
  | "thailand"

/** What a reader says of a code that it has not verified. */
export type VenueWhy =
  // Unverified: what it says may be so, and anybody could have made it.
  | "unsigned" // the system signs nothing
  | "unknown-key" // signed, and nobody outside has the key; refused where the system's own phones have it
  | "server-key" // only the system's own server could check it
  // Refused: the system's own app would not take it.
  | "malformed"
  | "signature"
  | "algorithm"
  | "wrong-id" // the check over the id fails
  | "version"
  | "artwork" // the code that is part of a picture of the app, and no venue's
  | "too-large"

/** A name as its system gave it, cleaned for display; the language where the system says it. */
export type PlaceName = { readonly language?: "zh-Hant" | "en"; readonly text: string }

/** The place that a code names, as far as the code itself tells it. */
export type ForeignPlace = {
  readonly names: readonly PlaceName[]
  readonly address: string | null
  readonly id: string | null
  /** Unix seconds; null where the code has no such limit. */
  readonly opens: number | null
  readonly closes: number | null
}

/** A venue code of another system. A refused code may have a place all the same, to tell it by; it proves nothing. */
export type VenueCode =
  | { readonly system: VenueSystem; readonly state: "verified"; readonly why: null; readonly place: ForeignPlace }
  | {
      readonly system: VenueSystem
      readonly state: "unverified"
      readonly why: "unsigned" | "unknown-key" | "server-key"
      readonly place: ForeignPlace
    }
  | {
      readonly system: VenueSystem
      readonly state: "refused"
      readonly why: Exclude<VenueWhy, "unsigned" | "server-key">
      readonly place: ForeignPlace | null
    }
