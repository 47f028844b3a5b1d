import type { Credential, HealthRecord } from "@homesafe/codes/credentials"
import { nameOfCode } from "@homesafe/codes/credentials"
import { formatDate } from "@homesafe/i18n"
import type { WalletKey, WalletTranslate } from "@homesafe/i18n/wallet"

/** How a document stands, as one word with its tone. */
export function stateOf({ outcome }: Credential): {
  readonly key: WalletKey
  readonly tone: "ok" | "caution" | "fault"
} {
  if (outcome.state === "verified") return { key: "state.verified", tone: "ok" }
  if (outcome.state === "unverified") return { key: "state.unverified", tone: "caution" }
  const { why } = outcome
  if (why === "expired" || why === "not-yet-valid") return { key: `state.${why}`, tone: "caution" }
  return { key: why === "revoked" ? "state.revoked" : "state.refused", tone: "fault" }
}

/** Writes the days of documents: those of a moment in a zone, and those that a document itself gives, which have none. */
export interface Days {
  readonly moment: (seconds: number) => string
  readonly iso: (date: string) => string
}

/** The days as a language writes them; a year or a month alone stays as it is. */
export function sayDays(language: WalletTranslate["language"], timeZone: string): Days {
  return {
    moment: (seconds) => formatDate(seconds * 1000, language, timeZone),
    iso: (date) => {
      const at = /^\d{4}-\d{2}-\d{2}/.test(date) ? Date.parse(`${date.slice(0, 10)}T12:00:00Z`) : Number.NaN
      return Number.isNaN(at) ? date : formatDate(at, language, "UTC")
    },
  }
}

/** What the state means and what to do. */
export function meaningOf(w: WalletTranslate, credential: Credential, days: Days): string {
  const { outcome, validFrom, validUntil } = credential
  if (outcome.state === "verified") return w("means.verified", { issuer: outcome.issuer })
  const date = outcome.why === "not-yet-valid" ? validFrom : validUntil
  return w(`means.${outcome.why}`, { date: date === null ? "" : days.moment(date) })
}

/** What a record is, in a few words: its kind, and the product where it has one. */
export function titleOf(w: WalletTranslate, record: HealthRecord | undefined): string {
  return w(record ? `kind.${record.kind}` : "kind.unread")
}

/** The one line under the title: what somebody at a counter wants to know first. */
export function lineOf(w: WalletTranslate, record: HealthRecord | undefined, days: Days): string {
  if (!record) return ""
  const parts: (string | null)[] = []
  if (record.kind === "vaccination") {
    parts.push(shownCode(record.product) ?? shownCode(record.vaccine), doseOf(w, record))
  }
  if (record.kind === "test") parts.push(w(`result.${record.result}`))
  const date = "date" in record ? record.date : record.kind === "recovery" ? record.firstPositive : null
  parts.push(date === null ? null : days.iso(date))
  return parts.filter((part) => part !== null).join(" · ")
}

/** The published name of a code, or the code. */
export function shownCode(code: string | null): string | null {
  return code === null ? null : (nameOfCode(code) ?? code)
}

/** "2 of 3", where the record says it. */
export function doseOf(w: WalletTranslate, { dose, doses }: Extract<HealthRecord, { kind: "vaccination" }>) {
  if (dose === null) return null
  return doses === null ? String(dose) : w("fact.doseOf", { dose, doses })
}
