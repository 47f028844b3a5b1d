import { type ServiceDay, serviceDay } from "@homesafe/protocol"
import { pathogens } from "../catalogue/pathogens.ts"
import { diseaseOf } from "../catalogue/read-advice.ts"
import { templates } from "../catalogue/templates.ts"
import { readPhone } from "../text/read-phone.ts"

/** The languages of messages. */
export type MessageLanguage = "en" | "zh-Hant" | "zh-Hans"

/** One row of a laboratory's file, as its cells say it. */
export interface LabCells {
  readonly number: string
  readonly disease: string
  readonly tested: string
  readonly onset: string
  readonly contact: string
  readonly language: string
}

/** One row, read: what a case and its message need. */
export interface LabRow {
  readonly number: string
  readonly pathogen: number
  readonly tested: ServiceDay
  readonly onset: ServiceDay | null
  readonly way: "sms" | "mail"
  readonly to: string
  readonly language: MessageLanguage
}

export type LabColumn = keyof LabCells
/** What was changed in a cell, and into what. */
export interface LabRepair {
  readonly column: LabColumn
  readonly now: string
}
export type LabFault =
  | "missing"
  | "unknown-disease"
  | "not-a-date"
  | "in-the-future"
  | "too-long-ago"
  | "not-a-number-or-address"
  | "unknown-language"
  | "not-a-laboratory-number"
export interface LabRefusal {
  readonly column: LabColumn
  readonly fault: LabFault
}
/** A row that can become a case, or every reason why not. */
export type ReadLabRow =
  | { readonly ok: true; readonly row: LabRow; readonly repairs: readonly LabRepair[] }
  | { readonly ok: false; readonly faults: readonly LabRefusal[] }

/** A result that is older than this says nothing about today's visits: the phone keeps 31 days. */
const OLDEST_TEST_DAYS = 31
const OLDEST_ONSET_DAYS = 90
const LAB_NUMBER = /^[A-Z0-9][A-Z0-9./-]{3,31}$/
const MAIL = /^[^\s@<>",;:]{1,64}@[^\s@<>",;:]+\.[^\s@<>",;:.]{2,}$/

/** Reads one row. What is plainly meant is repaired and said; what is not is refused. */
export function readLabRow(
  cells: LabCells,
  { today, usual }: { readonly today: ServiceDay; readonly usual: MessageLanguage },
): ReadLabRow {
  const faults: LabRefusal[] = []
  const repairs: LabRepair[] = []
  const take = <T>(column: LabColumn, read: { readonly value: T; readonly text: string } | LabFault): T | undefined => {
    if (typeof read === "string") {
      faults.push({ column, fault: read })
      return undefined
    }
    if (read.text !== cells[column].trim()) repairs.push({ column, now: read.text })
    return read.value
  }
  const number = take("number", readLabNumber(cells.number))
  const pathogen = take("disease", readDisease(cells.disease))
  const tested = take("tested", readDay(cells.tested, today, OLDEST_TEST_DAYS))
  const onset = cells.onset.trim() === "" ? null : take("onset", readDay(cells.onset, today, OLDEST_ONSET_DAYS))
  const contact = take("contact", readContact(cells.contact))
  const language = take("language", readLanguage(cells.language, usual))
  if (faults.length > 0 || !number || !pathogen || !tested || onset === undefined || !contact || !language)
    return { ok: false, faults }
  return { ok: true, row: { number, pathogen, tested, onset, ...contact, language }, repairs }
}

/** A laboratory number as it is compared: full-width and lower-case letters and spaces are no difference. */
export function readLabNumber(text: string): { readonly value: string; readonly text: string } | LabFault {
  const value = text.normalize("NFKC").trim().toUpperCase().replace(/\s+/g, "")
  if (value === "") return "missing"
  return LAB_NUMBER.test(value) ? { value, text: value } : "not-a-laboratory-number"
}

function readDisease(text: string): { readonly value: number; readonly text: string } | LabFault {
  const wanted = text.normalize("NFKC").trim().toLowerCase()
  if (wanted === "") return "missing"
  const found = pathogens.find(({ n, key, template }) => {
    const advice = templates.find((t) => t.n === template)
    const names = advice ? [advice.en, advice.hant, advice.hans].map((x) => diseaseOf(x).toLowerCase()) : []
    return [String(n), key, ...names].includes(wanted)
  })
  return found ? { value: found.n, text: text.trim() } : "unknown-disease"
}

/** A date written as ISO, as Hong Kong writes it (day first), or in Chinese. Month before day is never guessed. */
function readDay(
  text: string,
  today: ServiceDay,
  oldest: number,
): { readonly value: ServiceDay; readonly text: string } | LabFault {
  const plain = text.normalize("NFKC").trim()
  if (plain === "") return "missing"
  const yearFirst = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(plain) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain)
  const dayFirst = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(plain)
  const [y, m, d] = yearFirst?.slice(1) ?? dayFirst?.slice(1).reverse() ?? []
  if (y === undefined || m === undefined || d === undefined) return "not-a-date"
  const date = `${y}-${m.padStart(2, "0")}-${d.padStart(2, "0")}`
  const ms = Date.parse(date)
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== date) return "not-a-date"
  const day = ms / 86_400_000
  if (day > today) return "in-the-future"
  return day < today - oldest ? "too-long-ago" : { value: serviceDay(day), text: date }
}

/** A telephone number in the international form, or a mail address. */
export function readContact(
  text: string,
): { readonly value: { readonly way: "sms" | "mail"; readonly to: string }; readonly text: string } | LabFault {
  const plain = text.normalize("NFKC").trim()
  if (plain === "") return "missing"
  if (plain.includes("@")) {
    const to = plain.replace(/^mailto:/i, "")
    return MAIL.test(to) && to.length <= 254 ? { value: { way: "mail", to }, text: to } : "not-a-number-or-address"
  }
  const to = readPhone(plain)
  return to ? { value: { way: "sms", to }, text: to } : "not-a-number-or-address"
}

const languages: Readonly<Record<MessageLanguage, readonly string[]>> = {
  en: ["en", "eng", "english", "英文", "英語", "英语"],
  "zh-Hant": ["zh-hant", "zh-hk", "zh-tw", "hant", "繁", "繁體", "繁體中文", "中文", "chinese", "traditional chinese"],
  "zh-Hans": ["zh-hans", "zh-cn", "hans", "简", "简体", "简体中文", "簡體", "簡體中文", "simplified chinese"],
}

function readLanguage(
  text: string,
  usual: MessageLanguage,
): { readonly value: MessageLanguage; readonly text: string } | LabFault {
  const plain = text.normalize("NFKC").trim().toLowerCase().replaceAll("_", "-")
  if (plain === "") return { value: usual, text: usual }
  const known = (["en", "zh-Hant", "zh-Hans"] as const).find((language) => languages[language].includes(plain))
  return known ? { value: known, text: known } : "unknown-language"
}
