import type { Credential, HealthRecord } from "@homesafe/codes/credentials"
import type { WalletTranslate } from "@homesafe/i18n/wallet"
import { type Days, doseOf, shownCode, titleOf } from "./words.ts"

type Fact = readonly [term: string, value: string | null]

/** What a document says as readable text. `isWhole` false: the least that somebody at a door needs. */
export function RecordFacts({
  credential,
  isWhole,
  w,
  days,
}: {
  readonly credential: Credential
  readonly isWhole: boolean
  readonly w: WalletTranslate
  readonly days: Days
}) {
  return (
    <dl className="facts plain">
      {factsOf(credential, isWhole, w, days).map(([term, value], place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list, in which a term may stand twice.
        <div key={place}>
          <dt>{term}</dt>
          <dd className="breaks">
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function factsOf(
  { holders, records, validFrom, validUntil, issuer, format }: Credential,
  isWhole: boolean,
  w: WalletTranslate,
  days: Days,
): Fact[] {
  const [holder] = holders
  const least: Fact[] = [
    [w("fact.name"), holder?.name ?? w("unnamed")],
    ...records.flatMap((record) => leastOf(record, w, days)),
  ]
  const facts: Fact[] = isWhole
    ? [
        [w("fact.name"), holder?.name ?? w("unnamed")],
        [w("fact.nameLatin"), holder?.nameLatin ?? null],
        [w("fact.birth"), holder?.birth ? days.iso(holder.birth) : null],
        ...records.flatMap((record) => wholeOf(record, w, days)),
        [w("fact.valid"), spanOf(w, validFrom && days.moment(validFrom), validUntil && days.moment(validUntil))],
        [w("fact.issuer"), issuer],
        [w("fact.what"), w(`format.${format}`)],
      ]
    : least
  return facts.filter(([, value]) => value !== null && value !== "")
}

function leastOf(record: HealthRecord, w: WalletTranslate, days: Days): Fact[] {
  const date = "date" in record ? record.date : record.kind === "recovery" ? record.firstPositive : null
  return [
    [
      w("fact.what"),
      record.kind === "test" ? `${titleOf(w, record)} · ${w(`result.${record.result}`)}` : titleOf(w, record),
    ],
    [w("fact.date"), date && days.iso(date)],
  ]
}

function wholeOf(record: HealthRecord, w: WalletTranslate, days: Days): Fact[] {
  const common: Fact[] = [
    [w("fact.disease"), shownCode(record.disease)],
    [w("fact.country"), record.country],
    [w("fact.issuer"), record.issuer],
    [w("fact.id"), record.id],
    [
      w("fact.valid"),
      spanOf(w, record.validFrom && days.iso(record.validFrom), record.validUntil && days.iso(record.validUntil)),
    ],
  ]
  const what: Fact = [w("fact.what"), titleOf(w, record)]
  switch (record.kind) {
    case "vaccination":
      return [
        what,
        [w("fact.product"), shownCode(record.product) ?? shownCode(record.vaccine)],
        [w("fact.manufacturer"), shownCode(record.manufacturer)],
        [w("fact.dose"), doseOf(w, record)],
        [w("fact.lot"), record.lot],
        [w("fact.date"), record.date && days.iso(record.date)],
        ...common,
      ]
    case "test":
      return [
        what,
        [w("fact.result"), w(`result.${record.result}`)],
        [w("fact.testType"), shownCode(record.testType)],
        [w("fact.product"), shownCode(record.product)],
        [w("fact.facility"), record.facility],
        [w("fact.date"), record.date && days.iso(record.date)],
        ...common,
      ]
    case "recovery":
      return [what, [w("fact.firstPositive"), record.firstPositive && days.iso(record.firstPositive)], ...common]
    case "exemption":
      return [what, [w("fact.date"), record.date && days.iso(record.date)], ...common]
    case "pass":
      return [what, ...common]
  }
}

function spanOf(w: WalletTranslate, from: string | 0 | null, until: string | 0 | null): string | null {
  if (from && until) return w("fact.fromUntil", { from, until })
  return until ? w("fact.until", { date: until }) : from ? w("fact.from", { date: from }) : null
}
