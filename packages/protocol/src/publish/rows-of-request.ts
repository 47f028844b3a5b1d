import type { Decision } from "../decide/decision.ts"
import { markCorrected, stateOfRow } from "../decide/row-state.ts"
import type { RealRow } from "../rows/make-batch.ts"
import { poolHash } from "../rows/pool-text.ts"
import { checkEvidence, rowPlaceOf } from "../rows/row-evidence.ts"
import { isMessageSound } from "../rows/row-message.ts"
import { hexOf } from "../shared/bytes.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import type { ServiceDay } from "../shared/units.ts"
import type { TrustList } from "../trust/trust-list.ts"
import type { KeyedRow } from "./batch-request.ts"

export type RowProblem =
  | "bad-proof"
  | "bad-kiosk-evidence"
  | "hour-not-granted"
  | "row-without-decision"
  | "row-outside-window"
  | "row-twice"
  | "text-missing"

/** Makes the rows that decisions and evidence justify, and no others: publisher and verifiers both call this. Spec §7, §9. */
export function rowsOfRequest(
  rows: readonly KeyedRow[],
  context: {
    readonly trust: TrustList
    readonly decisions: readonly Decision[]
    readonly texts: readonly Uint8Array[]
    /** The service day of the manifest's t. */
    readonly today: ServiceDay
  },
): Result<RealRow[], RowProblem> {
  const real: RealRow[] = []
  const seen = new Set<string>()
  for (const row of rows) {
    const made = realRow(row, context)
    if (!made.ok) return made
    const name = hexOf(made.value.rowKey)
    if (seen.has(name)) return refused("row-twice")
    seen.add(name)
    real.push(made.value)
  }
  return ok(real)
}

function realRow(
  { evidence, corrected }: KeyedRow,
  { trust, decisions, texts, today }: Parameters<typeof rowsOfRequest>[1],
): Result<RealRow, RowProblem> {
  const key = checkEvidence(evidence, { trust })
  if (!key.ok) return key
  const place = rowPlaceOf(evidence, trust.offset)
  if (place === undefined || place.day > today || place.day < today - 30) return refused("row-outside-window")
  const plain = stateOfRow(place, decisions, today)
  if (plain === null) return refused("row-without-decision")
  const { message, pool } = markCorrected(plain, corrected)
  if (!isMessageSound(message, { templates: new Set([message.template]), daysAgo: today - place.day }))
    return refused("row-without-decision")
  const text = pool === null ? null : texts.find((each) => poolHash(each) === pool)
  return text === undefined ? refused("text-missing") : ok({ rowKey: key.value, message, text })
}
