import type { Database } from "@homesafe/db"
import type { AuthorityTables } from "@homesafe/db/authority"

const clock = (t: number) => new Date(t * 1000).toISOString().slice(11, 19)

/** What a drill came to: each step with its time since the beginning, and each list. Names of officers are not in it. */
export async function writeDrillReport(
  db: Database<AuthorityTables>,
  { dep, began, ended }: { readonly dep: string; readonly began: number; readonly ended: number },
): Promise<string> {
  const steps = await db.selectFrom("audit").select(["at", "act"]).orderBy("seq").execute()
  const lists = await db.selectFrom("batches").select(["seq", "made_at as at", "state"]).orderBy("seq").execute()
  const since = (at: number) => `+${clock(Math.max(0, at - began))}`
  const decided = steps.find(({ act }) => act === "approve-decision")
  const carried = await db
    .selectFrom("decisions")
    .innerJoin("batches", "batches.seq", "list")
    .select((e) => e.fn.min("made_at").as("at"))
    .executeTakeFirst()
  const opened = steps.find(({ act }) => act === "open-case")
  const span = (from: number | undefined, until: number | null | undefined) =>
    from === undefined || until === undefined || until === null ? "not reached" : clock(Math.max(0, until - from))
  return [
    `Drill ${dep}, ${new Date(began * 1000).toISOString().slice(0, 10)}, ${clock(began)} to ${clock(ended)} UTC`,
    "",
    `From the case to the second signature  ${span(opened?.at, decided?.at)}`,
    `From the second signature to the list  ${span(decided?.at, carried?.at)}`,
    "",
    "Steps",
    ...steps.map(({ at, act }) => `  ${since(at)}  ${act}`),
    "",
    "Lists",
    ...lists.map(({ seq, at, state }) => `  ${since(at)}  ${seq} ${state}`),
    "",
  ].join("\n")
}
