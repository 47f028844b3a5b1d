import { type CaseTask, isOfAreas, type TaskKind, taskKind, uuid } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import type { AuthorityTables } from "@homesafe/db/authority"
import { done, type Outcome, refuse } from "@homesafe/service"
import type { Kysely } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { holdCaseKey } from "./case-keys.ts"
import { sayNumber } from "./find-cases.ts"

/** What an officer sees at once of what there is to do. */
const MOST = 200

const tasks = (db: Kysely<AuthorityTables>) =>
  db
    .selectFrom("case_tasks")
    .innerJoin("cases", "cases.id", "case_tasks.case_id")
    .innerJoin("officers", "officers.id", "case_tasks.officer_id")
    .leftJoin("officers as doer", "doer.id", "case_tasks.done_by")
    .select([
      "case_tasks.id",
      "case_id",
      "number",
      "pathogen",
      "kind",
      "due",
      "officer_id",
      "officers.name as officer",
      "doer.name as doer",
      "done_at",
    ])

type Row = Awaited<ReturnType<ReturnType<typeof tasks>["executeTakeFirstOrThrow"]>>

const recordOf = ({ id, case_id, number, pathogen, kind, due, officer_id, officer, doer, done_at }: Row): CaseTask => ({
  id,
  case: { id: case_id, number: sayNumber(number), pathogen },
  kind: taskKind.parse(kind),
  due,
  officer: { id: officer_id, name: officer },
  done: done_at === null ? null : { by: doer ?? "", at: done_at },
})

/** A case's tasks, what is to do first by time due, then what is done, and how many notes there are. */
export async function tasksOfCase({ db }: AuthorityDeps, caseId: string) {
  const rows = await tasks(db)
    .where("case_id", "=", caseId)
    .orderBy((e) => e.case().when("done_at", "is", null).then(0).else(1).end())
    .orderBy("due")
    .orderBy("case_tasks.id")
    .limit(MOST)
    .execute()
  const { n } = await db
    .selectFrom("case_notes")
    .select((e) => e.fn.countAll<number>().as("n"))
    .where("case_id", "=", caseId)
    .executeTakeFirstOrThrow()
  return { tasks: rows.map(recordOf), notes: Number(n) }
}

/** What an officer has to do, by time due, and how much it is. */
export async function tasksOfOfficer({ db }: AuthorityDeps, officer: string) {
  const rows = await tasks(db)
    .where("officer_id", "=", officer)
    .where("done_at", "is", null)
    .orderBy("due")
    .limit(MOST)
    .execute()
  const { n } = await db
    .selectFrom("case_tasks")
    .select((e) => e.fn.countAll<number>().as("n"))
    .where("officer_id", "=", officer)
    .where("done_at", "is", null)
    .executeTakeFirstOrThrow()
  return { tasks: rows.map(recordOf), total: Number(n) }
}

/** Makes a task, or changes one that is to do; the same again changes nothing. */
export async function putTask(
  { db, clock, keys }: AuthorityDeps,
  by: string,
  { id, caseId, ...rest }: TaskPlace & { readonly kind: TaskKind; readonly due: number; readonly officer: string },
): Promise<Outcome<Record<string, never>>> {
  if (!uuid.safeParse(id).success) return refuse("malformed", "task")
  const at = clock.now()
  return db.transaction().execute(async (tx) => {
    if (!(await holdCaseKey(tx, keys, caseId))) return refuse("not-in-this-state") // merged, or over
    if (!(await canTraceCase(tx, rest.officer, caseId))) return refuse("officer-not-there")
    const { kind, due, officer: officer_id } = rest
    const kept = await tx
      .insertInto("case_tasks")
      .values({ id, case_id: caseId, kind, due, officer_id, made_by: by, made_at: at })
      .onConflict((c) =>
        c
          .column("id")
          .doUpdateSet({ kind, due, officer_id })
          .where("case_tasks.case_id", "=", caseId)
          .where("case_tasks.done_at", "is", null),
      )
      .executeTakeFirst()
    if (!kept.numInsertedOrUpdatedRows) return refuse("not-in-this-state")
    await writeAudit(tx, { at, officer: by, act: "put-task", subject: caseId, purpose: kind })
    return done({})
  })
}

interface TaskPlace {
  readonly id: string
  readonly caseId: string
}

/** Says that a task is done, or that it is to do after all; false when there is no such task. */
export async function closeTask(
  { db, clock }: AuthorityDeps,
  by: string,
  id: string,
  isDone: boolean,
): Promise<boolean> {
  if (!uuid.safeParse(id).success) return false
  const at = clock.now()
  return db.transaction().execute(async (tx) => {
    const asked = tx.selectFrom("case_tasks").select(["case_id", "done_at", "kind"]).where("id", "=", id)
    const task = await asked.forUpdate().executeTakeFirst()
    if (!task) return false
    if ((task.done_at !== null) === isDone) return true
    const set = isDone ? { done_by: by, done_at: at } : { done_by: null, done_at: null }
    await tx.updateTable("case_tasks").set(set).where("id", "=", id).execute()
    const act = isDone ? "task-done" : "task-reopened"
    await writeAudit(tx, { at, officer: by, act, subject: task.case_id, purpose: task.kind })
    return true
  })
}

/** Gives everything that one officer has to do, tasks and calls, to another; gives how much it was. */
export async function handOver(
  { db, clock }: AuthorityDeps,
  by: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<Outcome<{ readonly tasks: number }>> {
  return db.transaction().execute(async (tx) => {
    const tasked = tx
      .selectFrom("case_tasks")
      .select("case_id")
      .where("officer_id", "=", from)
      .where("done_at", "is", null)
    const called = tx
      .selectFrom("calls")
      .select("case_id")
      .where("officer_id", "=", from)
      .where((e) => e.or([e("outcome", "is", null), e("outcome", "=", "try-again")]))
    const areas = await tx
      .selectFrom("cases")
      .select("area")
      .distinct()
      .where((e) => e.or([e("id", "in", tasked), e("id", "in", called)]))
      .execute()
    const of = areas.map(({ area }) => area)
    if (from === to || !(await canTrace(tx, to, of))) return refuse("officer-not-there")
    const moved = await tx
      .updateTable("case_tasks")
      .set({ officer_id: to })
      .where("officer_id", "=", from)
      .where("done_at", "is", null)
      .executeTakeFirst()
    const calls = await tx
      .updateTable("calls")
      .set({ officer_id: to })
      .where("officer_id", "=", from)
      .where((e) => e.or([e("outcome", "is", null), e("outcome", "=", "try-again")]))
      .executeTakeFirst()
    const count = Number(moved.numUpdatedRows + calls.numUpdatedRows)
    if (count > 0)
      await writeAudit(tx, { at: clock.now(), officer: by, act: "hand-over-tasks", subject: `${from} ${to}` })
    return done({ tasks: count })
  })
}

/** Whether somebody is a tracer whom nobody keeps out, and works in the case's area. */
export async function canTraceCase(tx: Kysely<AuthorityTables>, officer: string, caseId: string): Promise<boolean> {
  const { area } = await tx.selectFrom("cases").select("area").where("id", "=", caseId).executeTakeFirstOrThrow()
  return canTrace(tx, officer, [area])
}

/** Whether somebody is a tracer whom nobody keeps out, and works in all these areas. */
async function canTrace(
  tx: Kysely<AuthorityTables>,
  officer: string,
  areas: readonly (number | null)[],
): Promise<boolean> {
  const row = await tx
    .selectFrom("officers")
    .select(["roles", "areas", "suspended_at"])
    .where("id", "=", officer)
    .executeTakeFirst()
  if (row === undefined || row.suspended_at !== null || !row.roles.includes("tracer")) return false
  return areas.every((area) => isOfAreas(row.areas, area))
}
