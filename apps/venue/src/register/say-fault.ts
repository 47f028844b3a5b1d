import type { VenueKey, VenueTranslate } from "@homesafe/i18n/venue"
import { MAX_NAME_BYTES } from "@homesafe/protocol"
import type { FieldFault } from "./check-form.ts"

const texts = {
  missing: "new.missing",
  "bad-name": "new.nameBad",
  "entrance-unnamed": "new.entranceNamed",
  "bad-day": "new.fromBad",
  "bad-end": "new.untilBad",
  "bad-position": "new.positionBad",
  "bad-phone": "new.phoneBad",
  long: "new.long",
  "many-entrances": "new.manyEntrances",
  "unknown-category": "many.unknownCategory",
  "unknown-type": "many.unknownType",
  twice: "many.twice",
  cells: "many.cells",
} as const satisfies Record<string, VenueKey>

/** What is wrong with a field, in words. */
export function sayFault(t: VenueTranslate, found: FieldFault): string {
  if (found.fault === "too-long") return t("new.nameLong", { bytes: found.bytes, max: MAX_NAME_BYTES })
  return t(texts[found.fault])
}

const labels: Readonly<Record<string, VenueKey>> = {
  en: "new.nameEn",
  hant: "new.nameHant",
  hans: "new.nameHans",
  addressEn: "new.addressEn",
  addressHant: "new.addressHant",
  category: "new.category",
  restaurantType: "new.restaurantType",
  registerNumber: "new.register",
  position: "new.position",
  phone: "new.phone",
  from: "new.from",
  until: "new.until",
  entrances: "new.entrances",
  row: "many.row",
}

/** A field's label, from its name in the faults. */
export function labelOfField(t: VenueTranslate, field: string): string {
  const place = /^entrance-(\d+)$/.exec(field)?.[1]
  if (place !== undefined) return t("new.entranceN", { n: Number(place) + 1 })
  const label = labels[field]
  return label ? t(label) : field
}
