import type { Decision, ListedExposureRecord, NoticeSubjectRecord } from "@homesafe/api"
import {
  checkNames,
  type Names,
  serviceDay,
  serviceDayOf,
  startOfServiceDay,
  unitsOnward,
  unixSeconds,
} from "@homesafe/protocol"
import { type NoticeSubject, readDecision, writeDecision } from "@homesafe/protocol/officer"
import { momentOf } from "../app/dates.ts"

/** A warning by name as its fields say it. */
export interface NamedDraft {
  readonly kind: NoticeSubjectRecord["kind"]
  readonly number: string
  readonly rows: string
  readonly name: Readonly<Record<"en" | "hant" | "hans", string>>
  readonly towards: Readonly<Record<"en" | "hant" | "hans", string>>
  readonly date: string
  readonly from: string
  readonly until: string
}

const nothing = { en: "", hant: "", hans: "" }
export const emptyDraft: NamedDraft = {
  kind: "flight",
  number: "",
  rows: "",
  name: nothing,
  towards: nothing,
  date: "",
  from: "",
  until: "",
}

interface Place {
  readonly offset: number
  readonly timeZone: string
}

const UNIT = 300

/** The date and the clock time of a moment at the deployment's place, as fields show them. */
function fieldsOf(seconds: number, timeZone: string): { readonly date: string; readonly clock: string } {
  const at = seconds * 1000
  return {
    // The Swedish form of a date is that of a date field.
    date: new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(at),
    clock: new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(
      at,
    ),
  }
}

function timesOf(start: number, end: number, timeZone: string) {
  const [from, until] = [fieldsOf(start, timeZone), fieldsOf(end, timeZone)]
  return { date: from.date, from: from.clock, until: until.clock }
}

/** What a warning by name said, as a draft of its correction. */
export function draftOfDecision({ about, named, day, windows }: Decision, { offset, timeZone }: Place): NamedDraft {
  const start = startOfServiceDay(serviceDay(day), offset)
  const [from, until] = windows[0] ?? [0, 0]
  return {
    ...emptyDraft,
    ...timesOf(start + from * UNIT, start + until * UNIT, timeZone),
    kind: about?.kind ?? "place",
    number: about?.number ?? "",
    rows: about?.rows ?? "",
    name: { ...nothing, ...named },
    towards: { ...nothing, ...about?.towards },
  }
}

/** What a department's list says of an exposure, as a draft; what the list does not say in a language stays to be written. */
export function draftOfListed(
  { names, kind, seats, start, end }: ListedExposureRecord,
  { timeZone }: Place,
): NamedDraft {
  const texts = names.map(({ text }) => text.normalize("NFC").replace(/\s+/g, " ").trim())
  const chinese = texts.find((text) => /\p{Script=Han}/u.test(text)) ?? ""
  const latin = texts.find((text) => !/\p{Script=Han}/u.test(text)) ?? ""
  const number = kind === "flight" ? (/\b([A-Z0-9]{2} ?\d{1,4})\b/.exec(latin)?.[1] ?? "") : ""
  const rows = seats.replace(/[–—]/g, "-").replace(/;/g, ",").toUpperCase()
  return {
    ...emptyDraft,
    ...timesOf(start, end, timeZone),
    kind,
    number,
    rows: kind === "flight" && seats !== "*" ? rows : "",
    name: { en: latin, hant: chinese, hans: "" },
  }
}

function namesIn({ en, hant, hans }: NamedDraft["name"]): Names | undefined {
  const [english, traditional, simplified] = [en, hant, hans].map((text) => text.normalize("NFC").trim())
  if (!english || !traditional) return undefined
  const checked = checkNames({ en: english, hant: traditional, ...(simplified ? { hans: simplified } : {}) })
  return checked.ok ? checked.value : undefined
}

/** The name, subject and time that a draft means, or which part of it is wrong. `day` is the day that a correction keeps. */
export function contentOfDraft(
  draft: NamedDraft,
  { offset, startClock, day }: { readonly offset: number; readonly startClock: string; readonly day: number | null },
) {
  const { kind, number, rows, date, from, until } = draft
  const named = namesIn(draft.name)
  if (!named) return "named.wrongName" as const
  const mayHaveMore = kind !== "place" && kind !== "vehicle"
  const hasTowards = mayHaveMore && Object.values(draft.towards).some((text) => text.trim() !== "")
  const towards = hasTowards ? namesIn(draft.towards) : undefined
  const about: NoticeSubject = {
    kind,
    ...(kind !== "place" && number.trim() ? { number: number.trim().toUpperCase() } : {}),
    ...(mayHaveMore && rows.trim() ? { rows: rows.trim().toUpperCase() } : {}),
    ...(towards ? { towards } : {}),
  }
  const [start, last] = [momentOf(date, from, { offset, startClock }), momentOf(date, until, { offset, startClock })]
  if (start === undefined || last === undefined) return "named.wrongTime" as const
  const end = last > start ? last : last + 86_400
  const on = day === null ? serviceDayOf(unixSeconds(start), offset) : serviceDay(day)
  const [first, after] = [start, end].map((at) => (at - startOfServiceDay(on, offset)) / UNIT)
  if (first === undefined || after === undefined || first < 0 || after > 576) return "named.wrongTime" as const
  const windows = [[unitsOnward(Math.floor(first)), unitsOnward(Math.ceil(after))] as const]
  const content = { day: on, windows, named, about }
  if (hasTowards && !towards) return "named.wrongSubject" as const
  return isReadable(content) ? content : ("named.wrongSubject" as const)
}

/** Whether what would be signed can be read again: the format itself says which numbers and rows are allowed. */
function isReadable(
  content: Pick<Parameters<typeof writeDecision>[0], "day" | "windows" | "named" | "about">,
): boolean {
  const zeros = { dep: "0".repeat(16), id: "0".repeat(32), vid: "0".repeat(16) }
  const rest = { severity: 0, template: 1, pool: null, supersedes: null }
  return readDecision(writeDecision({ v: 1, ...zeros, ...rest, ...content })).ok
}

/** A warning by name as the public page says it; times in seconds. */
export function boardOf(
  { day, windows, named, about }: Exclude<ReturnType<typeof contentOfDraft>, string>,
  offset: number,
) {
  const start = startOfServiceDay(day, offset)
  const [from, until] = windows[0] ?? [0, 0]
  return { names: named, about, from: start + from * UNIT, until: start + until * UNIT }
}
