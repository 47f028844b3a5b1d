import type { CodeWay } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import type { AuthorityTables } from "@homesafe/db/authority"
import { type CodeFacts, type CodeReason, isFreshCase, whyConfirm } from "@homesafe/domain"
import { sealAtRest } from "@homesafe/service/seal-at-rest"
import { type Kysely, sql } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { hasLaboratoryNumber } from "./laboratory-numbers.ts"

type Tx = Kysely<AuthorityTables>

/** A wish for a code, with where it is to go; `to` is null for the officer's own screen. */
export interface CodeWish {
  readonly id: string
  readonly batch: string
  readonly caseId: string
  readonly officer: string
  readonly way: CodeWay
  readonly to: Addressee | null
}

/** Where a message goes, and in which language. */
export interface Addressee {
  readonly to: string
  readonly language: "en" | "zh-Hant" | "zh-Hans"
}

/** What a wish's sealed address is bound to. */
export const addressSubject = (request: string) => `code-address ${request}`

/**
 * Notes a wish for a code in the caller's transaction. Whether one officer is enough is decided here, on what this very transaction
 * sees, one wish of an officer at a time: requests in parallel cannot go beyond a limit together.
 */
export async function askForCode(
  tx: Tx,
  deps: AuthorityDeps,
  wish: CodeWish,
): Promise<{ readonly state: "granted" | "waiting"; readonly reason: CodeReason | null }> {
  const { id, batch, caseId, officer, way, to } = wish
  await sql`select pg_advisory_xact_lock(7202, hashtext(${officer}))`.execute(tx)
  const now = deps.clock.now()
  const theCase = await tx
    .selectFrom("cases")
    .select(["opened_at", "opened_by"])
    .where("id", "=", caseId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  const hasNumber = await hasLaboratoryNumber(tx, caseId)
  const { codeLimits } = deps.codes
  const isFresh = !hasNumber && theCase.opened_by === officer && isFreshCase(now - theCase.opened_at, codeLimits)
  const wasUsed = await isUsed(tx, caseId)
  const given = await countGiven(tx, officer, now)
  const reason = whyConfirm({ ...given, wasUsed, hasNumber, isFresh }, codeLimits)
  const state = reason === null ? "granted" : "waiting"
  await dropWishes(tx, caseId, now)
  await tx
    .insertInto("code_requests")
    .values({
      ...{ id, batch, case_id: caseId, way, officer_id: officer, asked_at: now, reason, state },
      has_number: hasNumber,
      is_fresh: isFresh,
      sealed_to: to && sealAtRest(deps.keys.atRest, addressSubject(id), Buffer.from(JSON.stringify(to))),
    })
    .execute()
  if (reason !== null)
    await writeAudit(tx, { at: now, officer, act: "ask-upload-code", subject: caseId, purpose: reason })
  return { state, reason }
}

/** Whether an upload is here that came under one of a case's codes. */
export async function isUsed(db: Tx, caseId: string): Promise<boolean> {
  const row = await db.selectFrom("uploads").select("lookup").where("case_id", "=", caseId).executeTakeFirst()
  return row !== undefined
}

/** Ends a case's wishes that have not become a code, and erases their addresses. */
export async function dropWishes(tx: Tx, caseId: string, now: number): Promise<number> {
  const ended = await tx
    .updateTable("code_requests")
    .set({ state: "lapsed", sealed_to: null, decided_at: now })
    .where("case_id", "=", caseId)
    .where("state", "in", ["waiting", "granted"])
    .executeTakeFirst()
  return Number(ended.numUpdatedRows)
}

/** What an officer has given alone: codes that another officer agreed to are not counted. */
async function countGiven(
  tx: Tx,
  officer: string,
  now: number,
): Promise<Pick<CodeFacts, "lastHour" | "lastDay" | "withoutNumberLastDay" | "freshLastDay">> {
  const row = await tx
    .selectFrom("code_requests")
    .where("officer_id", "=", officer)
    .where("reason", "is", null)
    .where("asked_at", ">", now - 86_400)
    .select((e) => [
      e.fn.countAll<number>().as("day"),
      e.fn
        .countAll<number>()
        .filterWhere("asked_at", ">", now - 3600)
        .as("hour"),
      e.fn.countAll<number>().filterWhere("has_number", "=", false).as("bare"),
      e.fn.countAll<number>().filterWhere("is_fresh", "=", true).as("fresh"),
    ])
    .executeTakeFirstOrThrow()
  const counts = [row.hour, row.day, row.bare, row.fresh].map(Number)
  const [lastHour = 0, lastDay = 0, withoutNumberLastDay = 0, freshLastDay = 0] = counts
  return { lastHour, lastDay, withoutNumberLastDay, freshLastDay }
}
