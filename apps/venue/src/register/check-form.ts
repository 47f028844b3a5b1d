import type { VenueApplication } from "@homesafe/api"
import { entranceNames, isEventAllowed, MOST_DAYS_AHEAD, readDate, readPhone, readPosition } from "@homesafe/domain"
import { checkNames, MAX_NAME_BYTES, type Names, utf8Of } from "@homesafe/protocol"

/** More doors than this do not fit into one registration (contract: 64). */
export const MOST_ENTRANCES = 64
/** Longest texts that the contract takes, in characters. */
const longest = { addressEn: 200, addressHant: 200, registerNumber: 40 } as const

/** The form as it is typed. */
export interface VenueForm {
  readonly en: string
  readonly hant: string
  readonly hans: string
  readonly addressEn: string
  readonly addressHant: string
  readonly category: string
  readonly registerNumber: string
  /** Where an officer may ring, or empty. */
  readonly phone: string
  /** A, B, C, D, or empty. */
  readonly restaurantType: string
  /** Latitude and longitude, or empty. */
  readonly position: string
  readonly from: string
  /** An event's last day; empty for a venue that stays. */
  readonly until: string
  readonly entrances: readonly EntranceForm[]
}
/** One door as it is typed; `id` only tells the rows apart. */
export interface EntranceForm {
  readonly id: number
  readonly en: string
  readonly hant: string
  readonly staffOnly: boolean
}

/** What is wrong with a field; `bytes` with "too-long". */
export type FieldFault =
  | {
      readonly fault:
        | "missing"
        | "bad-name"
        | "entrance-unnamed"
        | "bad-day"
        | "bad-end"
        | "long"
        | "many-entrances"
        | "bad-position"
        | "bad-phone"
    }
  // Only a row of a file can have these.
  | { readonly fault: "unknown-category" | "unknown-type" | "twice" | "cells" }
  | { readonly fault: "too-long"; readonly bytes: number }

/** Faults by field: a field's own name, or `entrance-<place>`. */
export type FormFaults = Readonly<Record<string, FieldFault>>

/** An application without its commitment, which comes from the key, and the number to ring. */
export type CheckedForm = Omit<VenueApplication, "commit"> & { readonly phone?: string }

/** Checks the whole form at once, so that every fault is shown together. */
export function checkForm(form: VenueForm, today: number): { faults: FormFaults; checked: CheckedForm | null } {
  const faults: Record<string, FieldFault> = {}
  const missing = (["en", "hant", "addressEn", "addressHant", "category", "registerNumber"] as const).filter(
    (field) => form[field].trim() === "",
  )
  for (const field of missing) faults[field] = { fault: "missing" }
  for (const field of ["addressEn", "addressHant", "registerNumber"] as const) {
    if (clean(form[field]).length > longest[field]) faults[field] = { fault: "long" }
  }
  const names = namesOf(form)
  for (const field of ["en", "hant", "hans"] as const) {
    const text = names[field]
    if (text && !isCleanName(text)) faults[field] = { fault: "bad-name" }
  }
  const notBefore = readDate(form.from)
  if (notBefore === undefined || notBefore < today || notBefore > today + MOST_DAYS_AHEAD)
    faults.from = { fault: "bad-day" }
  const isEvent = form.until !== ""
  const lastDay = readDate(form.until)
  if (isEvent && (lastDay === undefined || notBefore === undefined || !isEventAllowed(notBefore, lastDay)))
    faults.until = { fault: "bad-end" }
  const position = readPosition(form.position)
  if (form.position.trim() !== "" && !position) faults.position = { fault: "bad-position" }
  const phone = readPhone(form.phone)
  if (form.phone.trim() !== "" && !phone) faults.phone = { fault: "bad-phone" }
  const type = (["A", "B", "C", "D"] as const).find((each) => each === form.restaurantType)
  const entrances = form.entrances.map(entranceOf)
  if (entrances.length > MOST_ENTRANCES) faults.entrances = { fault: "many-entrances" }
  form.entrances.forEach((entrance, place) => {
    const fault = faultOfEntrance(entrance, entrances[place]?.names ?? null, names, form.entrances.length > 1)
    if (fault) faults[`entrance-${place}`] = fault
  })
  if (Object.keys(faults).length > 0 || notBefore === undefined) return { faults, checked: null }
  return {
    faults,
    checked: {
      names,
      address: { en: clean(form.addressEn), hant: clean(form.addressHant) },
      category: Number(form.category),
      registerNumber: clean(form.registerNumber),
      notBefore,
      entrances,
      ...(position ? { position } : {}),
      ...(phone ? { phone } : {}),
      ...(isEvent && lastDay !== undefined ? { lastDay } : {}),
      ...(type && isRestaurant(form.category) ? { restaurantType: type } : {}),
    },
  }
}

/** Whether this is the number of the seeded catalogue's restaurants: the only category that has types. */
export function isRestaurant(category: string): boolean {
  return category === "4"
}

function clean(text: string): string {
  return text.trim().replace(/\s+/g, " ").normalize("NFC")
}

function namesOf({ en, hant, hans }: VenueForm): Names {
  const names = { en: clean(en), hant: clean(hant) }
  return clean(hans) === "" ? names : { ...names, hans: clean(hans) }
}

function entranceOf({ en, hant, staffOnly }: EntranceForm): CheckedForm["entrances"][number] {
  const names = clean(en) === "" && clean(hant) === "" ? null : { en: clean(en), hant: clean(hant) }
  return { names, staffOnly }
}

// A short stand-in for the other languages: only the characters are in question here, not the length.
function isCleanName(text: string): boolean {
  return checkNames({ en: text.slice(0, 40), hant: "-" }).ok && text.length <= 120
}

function faultOfEntrance(
  entrance: EntranceForm,
  names: Names | null,
  venue: Names,
  areMany: boolean,
): FieldFault | undefined {
  const isHalfNamed = names !== null && (names.en === "" || names.hant === "")
  if (isHalfNamed || (areMany && names === null)) return { fault: "entrance-unnamed" }
  if (entrance.en.length > 120 || entrance.hant.length > 120) return { fault: "bad-name" }
  const both = entranceNames(venue, names)
  const parts = [both.en, both.hant, ...(both.hans === undefined ? [] : [both.hans])]
  // One NUL between two languages (Spec §3).
  const bytes = utf8Of(parts.join("-")).length
  if (bytes > MAX_NAME_BYTES) return { fault: "too-long", bytes }
  // A door without a name has the venue's, and the venue's faults stand under its own fields.
  return names !== null && venue.en !== "" && venue.hant !== "" && !checkNames(both).ok
    ? { fault: "bad-name" }
    : undefined
}
