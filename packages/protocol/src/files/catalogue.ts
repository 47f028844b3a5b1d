import type { Bytes } from "../shared/bytes.ts"
import { isCount, listOf, objectWith } from "../shared/read-json.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { canonicalJsonBytes, type Json, readJsonBytes } from "../shared/strict-json.ts"

export interface CatalogueCategory {
  readonly n: number
  readonly en: string
  readonly hant: string
  readonly hans: string
  readonly gate: "never" | "open" | "rule"
  /** The usual stay in minutes. */
  readonly stay: number
  /** Minutes of the service day from which no place of the kind is open any longer; absent where some never close (ADR 0011). */
  readonly closes?: number
}
export interface CatalogueTemplate {
  readonly n: number
  /** Minutes of overlap from which an alert is raised. */
  readonly minMinutes: number
  readonly en: string
  readonly hant: string
  readonly hans: string
}
export interface CataloguePathogen {
  readonly n: number
  /** Minutes that a place stays infectious after a case has left. */
  readonly linger: number
  /** Days. */
  readonly infectious: number
  /** Days. */
  readonly incubation: number
}
/** The signed public texts and parameters (Spec §9). */
export interface Catalogue {
  readonly v: 1
  readonly seq: number
  readonly categories: readonly CatalogueCategory[]
  readonly templates: readonly CatalogueTemplate[]
  readonly pathogens: readonly CataloguePathogen[]
}

/** Parses a catalogue. */
export function readCatalogue(bytes: Uint8Array): Result<Catalogue, "malformed-catalogue"> {
  const json = readJsonBytes(bytes)
  const o = json.ok ? objectWith(json.value, ["v", "seq", "categories", "templates", "pathogens"]) : undefined
  const categories = listOf(o?.categories, categoryOf)
  const templates = listOf(o?.templates, templateOf)
  const pathogens = listOf(o?.pathogens, pathogenOf)
  if (o?.v !== 1 || !isCount(o.seq) || !categories || !templates || !pathogens) return refused("malformed-catalogue")
  if (![categories, templates, pathogens].every(areNumbersUnique)) return refused("malformed-catalogue")
  return ok({ v: 1, seq: o.seq, categories, templates, pathogens })
}

function areNumbersUnique(entries: readonly { readonly n: number }[]): boolean {
  return new Set(entries.map((entry) => entry.n)).size === entries.length
}

function textsOf(o: { readonly [name: string]: Json } | undefined) {
  if (typeof o?.en !== "string" || typeof o.hant !== "string" || typeof o.hans !== "string") return undefined
  return { en: o.en, hant: o.hant, hans: o.hans }
}

function categoryOf(value: Json): CatalogueCategory | undefined {
  const o = objectWith(value, ["n", "en", "hant", "hans", "gate", "stay"], ["closes"])
  const texts = textsOf(o)
  const gate = (["never", "open", "rule"] as const).find((word) => word === o?.gate)
  if (o === undefined || !texts || !gate || !isCount(o.n, 127) || !isCount(o.stay, 1440)) return undefined
  const category = { n: o.n, ...texts, gate, stay: o.stay }
  if (o.closes === undefined) return category
  return isCount(o.closes, 1440) && o.closes > 0 ? { ...category, closes: o.closes } : undefined
}

function templateOf(value: Json): CatalogueTemplate | undefined {
  const o = objectWith(value, ["n", "minMinutes", "en", "hant", "hans"])
  const texts = textsOf(o)
  if (o === undefined || !texts || !isCount(o.n, 511) || !isCount(o.minMinutes, 1440)) return undefined
  return { n: o.n, minMinutes: o.minMinutes, ...texts }
}

function pathogenOf(value: Json): CataloguePathogen | undefined {
  const o = objectWith(value, ["n", "linger", "infectious", "incubation"])
  if (o === undefined || !isCount(o.n, 255) || !isCount(o.linger, 1440)) return undefined
  if (!isCount(o.infectious, 365) || !isCount(o.incubation, 365)) return undefined
  return { n: o.n, linger: o.linger, infectious: o.infectious, incubation: o.incubation }
}

/** Writes a catalogue's canonical bytes, to be signed by the publisher. */
export function writeCatalogue(catalogue: Catalogue): Bytes {
  return canonicalJsonBytes({
    ...catalogue,
    categories: catalogue.categories.map((entry) => ({ ...entry })),
    templates: catalogue.templates.map((entry) => ({ ...entry })),
    pathogens: catalogue.pathogens.map((entry) => ({ ...entry })),
  })
}
