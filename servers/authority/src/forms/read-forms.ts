import { call, type Decision as DecisionRecord, type FormCall, openForms } from "@homesafe/api"
import type { AuthorityTables } from "@homesafe/db/authority"
import { categoryOf } from "@homesafe/domain"
import { type Bytes, formTagOf, hexOf, rowKeyOf, serviceDay } from "@homesafe/protocol"
import { officerSignature } from "@homesafe/protocol/officer"
import { hoursOfWindows, provenKey } from "@homesafe/protocol/publisher"
import { done, type Outcome, refuse } from "@homesafe/service"
import type { Selectable } from "kysely"
import { writeFirst } from "../audit/write-first.ts"
import { holdCaseKey, readCaseKey, stayingCase } from "../cases/case-keys.ts"
import { decisionOf } from "../decisions/find-decisions.ts"
import { rowsOfPlace } from "../decisions/rows-of-place.ts"
import type { AuthorityDeps } from "../deps.ts"
import { currentTrust } from "../publishing/next-list.ts"
import { jsonOf, newestList } from "../publishing/signed-lists.ts"
import { applicationOf } from "../venues/find-venues.ts"
import { findCalls } from "./find-calls.ts"

type Row = Selectable<AuthorityTables["decisions"]>
/** Decisions that two officers have signed and no later one has replaced. */
const IN_FORCE: readonly DecisionRecord["state"][] = ["approved", "published"]
/** Where the register does not say what kind of place it is. Minutes. */
const USUAL_STAY = 120
/** What the opener takes at once. */
const MOST_AT_ONCE = 500

/** What an officer gets to see of a decision's register forms. */
interface CallList {
  readonly calls: FormCall[]
  readonly usualStay: number
  readonly dropped: number
}

/**
 * Opens the register forms of a decision in force and gives the call list. The log entry is durable before anything is opened; without it,
 * nothing is. Forms outside the decision's hours are not even looked for, and those outside its windows do not leave the opener. Spec §12.
 */
export async function readForms(
  deps: AuthorityDeps,
  decisionId: string,
  officer: string,
  purpose: string,
): Promise<Outcome<CallList>> {
  const row = await deps.db.selectFrom("decisions").selectAll().where("id", "=", decisionId).executeTakeFirst()
  if (!row) return refuse("not-found")
  const caseId = row.case_id && (await stayingCase(deps.db, row.case_id))
  const caseKey = caseId && (await readCaseKey(deps.db, deps.keys, caseId))
  const officers = await newestList(deps.db, "officers")
  if (!caseKey || !officers || !IN_FORCE.includes(row.state)) return refuse("not-in-this-state")
  const notRead = await writeFirst(deps, { officer, act: "read-forms", subject: row.id, purpose })
  if (notRead) return refuse(notRead)
  const usualStay = await usualStayAt(deps, row)
  const keys = await keysOfRows(deps, row)
  const tags = keys.map((key) => Buffer.from(formTagOf(rowKeyOf(key, decisionOf(row).vid))))
  const records = await sealedRecords(deps, row, tags)
  const decision = jsonOf({ bytes: new Uint8Array(row.bytes), sigs: signaturesOf(row) })
  for (let at = 0; at < records.length; at += MOST_AT_ONCE) {
    const opened = await call(openForms, {
      ...deps.opener,
      body: {
        decision,
        officers: jsonOf(officers.envelope),
        keys: keys.map(hexOf),
        records: records.slice(at, at + MOST_AT_ONCE),
        usualStay,
        caseKey: caseKey.toString("hex"),
      },
    })
    // What it has opened already is kept.
    if (!opened.ok) return refuse(opened.problem === "bad-signature" ? "bad-signature" : "opener-sealed")
    const areKept = await keepCalls(deps, { id: row.id, caseId }, opened.value.entries)
    if (!areKept) return refuse("not-in-this-state")
  }
  const calls = await findCalls(deps, decisionOf(row), usualStay)
  return done({ calls, usualStay, dropped: await droppedOf(deps, row, tags) })
}

function signaturesOf({ proposer_key, proposer_sig, approver_key, approver_sig }: Row) {
  const signed = [officerSignature(proposer_key, proposer_sig)]
  return approver_key && approver_sig ? [...signed, officerSignature(approver_key, approver_sig)] : signed
}

/** The keys of the decision's own rows: of the day, and of the hours that its windows touch; of a withdrawal none. */
async function keysOfRows(deps: AuthorityDeps, row: Row): Promise<Bytes[]> {
  const { vid, day, windows } = decisionOf(row)
  const trust = await currentTrust(deps)
  const touched = new Set(hoursOfWindows(windows))
  const rows = await rowsOfPlace(deps, trust, { vid, day })
  return rows.flatMap(({ evidence, hour }) => {
    const proven = hour !== null && touched.has(hour) ? provenKey(evidence, { trust }) : undefined
    return proven?.ok ? [proven.value.key] : []
  })
}

async function sealedRecords({ db }: AuthorityDeps, { day }: Row, tags: readonly Buffer[]): Promise<string[]> {
  if (tags.length === 0) return []
  const rows = await db
    .selectFrom("form_records")
    .select("record")
    .where("day", "=", serviceDay(day))
    .where("tag", "in", tags)
    .execute()
  return rows.map(({ record }) => record.toString("base64url"))
}

/** How many records of these rows there was no room for. */
async function droppedOf({ db }: AuthorityDeps, { day }: Row, tags: readonly Buffer[]): Promise<number> {
  if (tags.length === 0) return 0
  const rows = await db
    .selectFrom("form_drops")
    .select("dropped")
    .where("day", "=", serviceDay(day))
    .where("tag", "in", tags)
    .execute()
  return rows.reduce((sum, { dropped }) => sum + dropped, 0)
}

/** Keeps what was opened under the case's key; false when that key was destroyed meanwhile, by a merge or the case's end. */
async function keepCalls(
  { db, keys, clock }: AuthorityDeps,
  { id, caseId }: { readonly id: string; readonly caseId: string },
  entries: readonly { readonly eid: string; readonly sealed: string }[],
): Promise<boolean> {
  if (entries.length === 0) return true
  return db.transaction().execute(async (tx) => {
    if (!(await holdCaseKey(tx, keys, caseId))) return false
    await tx
      .insertInto("calls")
      .values(
        entries.map(({ eid, sealed }) => ({
          decision_id: id,
          eid: Buffer.from(eid, "hex"),
          case_id: caseId,
          due: clock.now(),
          sealed: Buffer.from(sealed, "base64url"),
        })),
      )
      .onConflict((c) => c.columns(["decision_id", "eid"]).doNothing())
      .execute()
    return true
  })
}

async function usualStayAt({ db }: AuthorityDeps, { vid }: Row): Promise<number> {
  const venue = await db.selectFrom("venue_register").select("application").where("vid", "=", vid).executeTakeFirst()
  return (venue && categoryOf(applicationOf(venue).category)?.stay) ?? USUAL_STAY
}
