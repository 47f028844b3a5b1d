import { type ServiceDay, serviceDay, startOfServiceDay, windowsOf } from "@homesafe/protocol"
import {
  type CardStay,
  cardKeysOf,
  type MatchRow,
  pairStays,
  rowsOfStay,
  tryRecord,
  type UploadEntry,
} from "@homesafe/protocol/visitor"
import { type DayPage, EMPTY_PAGE } from "../diary/day-page.ts"
import { matchRowsWith } from "../feed/compare-rows.ts"
import { type RaisedAlert, raiseAlerts } from "../feed/list-alerts.ts"
import { mergeFound } from "../feed/merge-found.ts"
import { readRemark } from "../feed/read-remark.ts"
import type { AlertView } from "../keeper/views.ts"
import type { CardFacts } from "./fetch-for-card.ts"

/** What is looked for, and in what. */
export interface LookRequest {
  readonly seed: Uint8Array
  readonly pin: string | null
  readonly facts: CardFacts
}
/** A warning for a card's holder. The place has no name: the card holds none. Seconds. */
export interface CardAlert
  extends Pick<AlertView, "id" | "state" | "isCorrected" | "exposedAt" | "windows" | "texts" | "remark" | "list"> {
  readonly stays: readonly { readonly from: number; readonly until: number; readonly isAssumed: boolean }[]
}
/** A stay that the card proves, and its sealed capsules: what a confirmed case may give to the authority. Seconds. */
export interface FoundStay {
  readonly from: number
  readonly until: number
  readonly isAssumed: boolean
  readonly entries: readonly UploadEntry[]
}
export interface CardFindings {
  /** Newest first. */
  readonly stays: readonly FoundStay[]
  readonly alerts: readonly CardAlert[]
  /** False: the list could not be compared, and nothing may be concluded. */
  readonly isSound: boolean
}

// So many records are tried at the same time, between two words about how far it is.
const TOGETHER = 16

/** Opens a card's records by trial, pairs them, and compares them with the list. It reads no store, and writes nothing anywhere. Spec §11. */
export async function lookIntoRecords(
  { seed, pin, facts }: LookRequest,
  tell: (tried: number, of: number) => void,
): Promise<CardFindings> {
  const keys = await cardKeysOf(seed, pin)
  const all = facts.files.flatMap(({ day, records }) => records.map((record) => ({ day: serviceDay(day), record })))
  const texts: Awaited<ReturnType<typeof tryRecord>>[] = []
  for (let at = 0; at < all.length; at += TOGETHER) {
    const some = all.slice(at, at + TOGETHER)
    texts.push(...(await Promise.all(some.map(({ day, record }) => tryRecord(keys, facts.dep, day, record)))))
    tell(Math.min(all.length, at + TOGETHER), all.length)
  }
  const stays = pairStays(texts.flatMap((text) => text ?? []))
  const found = stays.map((stay) => foundOf(stay, facts)).sort((a, b) => b.from - a.from)
  return { stays: found, ...compare(stays, facts) }
}

function foundOf(stay: CardStay, { offset }: CardFacts): FoundStay {
  const { day, entering, leaving, assumed } = stay
  const entries = [entering, leaving].flatMap((record) => {
    if (record === null) return []
    const { bind, uploadKeyId, sealed } = record.capsule
    return [{ day, uploadKeyId, bind, capsules: [sealed] }]
  })
  return { ...spanOf(stay, offset), isAssumed: assumed, entries }
}

/** A stay in seconds; a moment at a door is a few minutes there. */
function spanOf({ day, arrival, departure }: CardStay, offset: number) {
  const start = startOfServiceDay(day, offset)
  return { from: start + arrival * 60, until: start + Math.min(1440, Math.max(departure, arrival + 5)) * 60 }
}

interface StayRow extends MatchRow {
  readonly stay: CardStay
}

function compare(stays: readonly CardStay[], facts: CardFacts): Omit<CardFindings, "stays"> {
  const rows = stays
    .flatMap((stay) => rowsOfStay(stay).map((row) => ({ ...row, day: stay.day, stay })))
    .map((row, number): StayRow => ({ ...row, row: number }))
  const pages = new Map<ServiceDay, DayPage>()
  let isSound = facts.batches.length > 0
  for (const batch of facts.batches) {
    const compared = matchRowsWith(batch, rows, { trust: facts, templates: facts.templates })
    isSound = isSound && compared.isSound
    for (const { row, message, poolIndex } of compared.matches) {
      const page = pages.get(row.day) ?? EMPTY_PAGE
      const news = { row: row.row, message, remark: readRemark(batch, row.rowKey, poolIndex) }
      pages.set(row.day, { ...page, found: mergeFound(page.found, [news], { seq: batch.seq, t: batch.t }) })
    }
  }
  const minMinutes = (n: number) => facts.templates.find((each) => each.n === n)?.minMinutes ?? 1
  const raised = raiseAlerts({ pages, rows, offset: facts.offset, hold: facts.hold, minMinutes })
  const alerts = raised.map((alert) => alertOf(alert, rows, facts))
  return { isSound, alerts: alerts.sort((a, b) => b.exposedAt - a.exposedAt) }
}

function alertOf(alert: RaisedAlert, rows: readonly StayRow[], { offset, templates }: CardFacts): CardAlert {
  const start = startOfServiceDay(alert.day, offset)
  const touched = new Set(rows.filter(({ row }) => alert.rows.some((each) => each.row === row)).map(({ stay }) => stay))
  // Two stays at one place share its row, and say the same times.
  const spoken = new Map(alert.rows.flatMap(({ message }) => windowsOf(message)).map((each) => [each.join(), each]))
  const windows = [...spoken.values()].map(([from, until]) => [start + from * 300, start + until * 300] as const)
  const stays = [...touched].map((stay) => ({ ...spanOf(stay, offset), isAssumed: stay.assumed }))
  const overlaps = stays.flatMap(({ from, until }) =>
    windows.flatMap(([opens, closes]) =>
      Math.max(from, opens) < Math.min(until, closes) ? [Math.max(from, opens)] : [],
    ),
  )
  const text = templates.find((each) => each.n === alert.template)
  const newest = alert.rows.reduce((a, b) => (b.list.seq > a.list.seq ? b : a))
  return {
    id: alert.id,
    state: alert.state,
    isCorrected: alert.isCorrected,
    exposedAt: overlaps.length > 0 ? Math.min(...overlaps) : (windows[0]?.[0] ?? start),
    windows,
    stays,
    texts: { en: text?.en ?? "", hant: text?.hant ?? "", hans: text?.hans ?? "" },
    remark: alert.rows.find(({ remark }) => remark !== null)?.remark ?? null,
    list: newest.list,
  }
}
