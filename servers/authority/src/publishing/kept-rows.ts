import { type Decision, readMessage, type ServiceDay, type TrustList } from "@homesafe/protocol"
import { isRowChanged, type KeyedRow, type RowState, stateOfRow } from "@homesafe/protocol/publisher"
import { decisionOf } from "../decisions/find-decisions.ts"
import { rowsOfPlace } from "../decisions/rows-of-place.ts"
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
  /** See `MakeableRow`. */
  readonly tag: string
  readonly state: RowState
  readonly keyed: KeyedRow
  readonly isChanged: boolean
}

/** Approved decisions about days that phones still keep, in order of approval; superseded ones too, held ones not (Spec §9). */
export async function approvedDecisions({ db }: AuthorityDeps, today: ServiceDay): Promise<ApprovedDecision[]> {
  const rows = await db
    .selectFrom("decisions")
    .selectAll()
    .where("approved_at", "is not", null)
    .where("state", "not in", ["held", "stopped"])
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
  trust: TrustList,
  all: readonly ApprovedDecision[],
  today: ServiceDay,
): Promise<WantedRow[]> {
  const decisions = all.map((d) => d.decision)
  const places = new Map(decisions.map((d) => [`${d.vid} ${d.day}`, { vid: d.vid, day: d.day }]))
  const wanted: WantedRow[] = []
  for (const { vid, day } of places.values()) {
    const published = await publishedRows(deps, vid, day)
    for (const { evidence, hour, tag } of await rowsOfPlace(deps, trust, { vid, day })) {
      const state = stateOfRow({ vid, day, hour }, decisions, today)
      if (!state) continue
      const kept = published.get(tag)
      const previous = kept ? stateFrom(new Uint8Array(kept.message)) : null
      const isChanged = isRowChanged(previous, state)
      const corrected = kept !== undefined && (kept.corrected || isChanged)
      wanted.push({ vid, day, tag, state, keyed: { evidence, corrected }, isChanged })
    }
  }
  return wanted
}

async function publishedRows({ db }: AuthorityDeps, vid: string, day: ServiceDay) {
  const rows = await db
    .selectFrom("published_rows")
    .selectAll()
    .where("vid", "=", Buffer.from(vid, "hex"))
    .where("day", "=", day)
    .execute()
  return new Map(rows.map((row) => [row.tag.toString("hex"), row]))
}

function stateFrom(message: Uint8Array): RowState {
  const read = readMessage(message)
  if (!read.ok) throw new Error("a kept row does not parse")
  return { message: read.value, pool: null, windows: [] }
}
