import { type Decision, readMessage, type ServiceDay, serviceDay } from "@homesafe/protocol"
import { isRowChanged, type KeyedRow, type RowState, stateOfRow } from "@homesafe/protocol/publisher"
import { decisionOf } from "../decisions/find-decisions.ts"
import { evidencesOf } from "../decisions/row-evidence.ts"
import type { AuthorityDeps } from "../deps.ts"

/** A decision that two officers have signed, with both signatures. */
export interface ApprovedDecision {
  readonly id: string
  readonly decision: Decision
  readonly bytes: Uint8Array
  readonly sigs: readonly { readonly key: string; readonly sig: Uint8Array }[]
}

/** One row as it must stand now. */
export interface WantedRow {
  readonly vid: string
  readonly day: number
  readonly hour: number | null
  readonly state: RowState
  readonly keyed: KeyedRow
  readonly isChanged: boolean
}

/** Approved decisions about days that phones still keep, in order of approval; superseded ones too (Spec §9). */
export async function approvedDecisions({ db }: AuthorityDeps, today: ServiceDay): Promise<ApprovedDecision[]> {
  const rows = await db
    .selectFrom("decisions")
    .selectAll()
    .where("approved_at", "is not", null)
    .where("day", ">=", today - 30)
    .where("day", "<=", today)
    .orderBy("approved_at")
    .orderBy("id")
    .execute()
  return rows.map((row) => ({
    id: row.id,
    decision: decisionOf(row),
    bytes: new Uint8Array(row.bytes),
    sigs: [
      { key: row.proposer_key, sig: new Uint8Array(row.proposer_sig) },
      { key: row.approver_key ?? "", sig: new Uint8Array(row.approver_sig ?? []) },
    ],
  }))
}

/** Every row that decisions call for, and which of them no list has carried as it stands now (Spec §7). */
export async function wantedRows(
  deps: AuthorityDeps,
  all: readonly ApprovedDecision[],
  today: ServiceDay,
): Promise<WantedRow[]> {
  const decisions = all.map((d) => d.decision)
  const places = new Map(decisions.map((d) => [`${d.vid} ${d.day}`, { vid: d.vid, day: d.day }]))
  const wanted: WantedRow[] = []
  for (const { vid, day } of places.values()) {
    const before = await publishedOf(deps, vid, day)
    for (const evidence of await evidencesOf(deps, vid, day)) {
      const state = stateOfRow({ vid, day, hour: evidence.hour }, decisions, today)
      if (!state) continue
      const kept = before.get(evidence.hour)
      const isChanged = isRowChanged(kept ? stateFrom(kept.message) : null, state)
      const corrected = kept !== undefined && (kept.corrected || isChanged)
      wanted.push({ vid, day: serviceDay(day), hour: evidence.hour, state, keyed: { evidence, corrected }, isChanged })
    }
  }
  return wanted
}

/** What the newest rows of a venue's day say, by their hours; null is the row of the whole day. */
async function publishedOf({ db }: AuthorityDeps, vid: string, day: number) {
  const rows = await db
    .selectFrom("published_rows")
    .select(["hour", "message", "corrected"])
    .where("vid", "=", Buffer.from(vid, "hex"))
    .where("day", "=", day)
    .execute()
  return new Map(
    rows.map(({ hour, message, corrected }) => [
      hour < 0 ? null : hour,
      { message: new Uint8Array(message), corrected },
    ]),
  )
}

function stateFrom(message: Uint8Array): RowState {
  const read = readMessage(message)
  if (!read.ok) throw new Error("a kept row does not parse")
  return { message: read.value, pool: null, windows: [] }
}
