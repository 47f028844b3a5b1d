import type { ColourReason, HealthAppeal } from "@homesafe/api"
import type { HealthTables } from "@homesafe/db/health"
import type { HealthColour } from "@homesafe/protocol"
import { done, type Outcome, refuse } from "@homesafe/service"
import type { Kysely } from "kysely"
import { type HeldAccount, withAccount } from "../accounts/account-keys.ts"
import type { HealthDeps } from "../deps.ts"
import { colourOf } from "../facts/declare.ts"

/** What an appeal says, and against what: kept together, for the colour may change before somebody answers. */
export interface AppealText {
  readonly text: string
  readonly colour: HealthColour
  readonly reasons: readonly ColourReason[]
}

/** Keeps an appeal against the colour of this moment; the same id again changes nothing. */
export async function makeAppeal(
  deps: HealthDeps,
  account: string,
  id: string,
  text: string,
): Promise<Outcome<Record<string, never>>> {
  const outcome = await withAccount(deps, account, async (tx, held) => {
    if (held.row.state !== "accepted") return refuse("not-in-this-state")
    const own = await tx.selectFrom("appeals").select(["id", "answered_at"]).where("account_id", "=", account).execute()
    if (own.some((each) => each.id === id)) return done({})
    if (own.some((each) => each.answered_at === null)) return refuse("not-in-this-state")
    const { colour, reasons } = await colourOf(deps, tx, held)
    if (colour === "green") return refuse("not-in-this-state")
    const said: AppealText = { text, colour, reasons }
    const sealed = held.sealJson(`appeal ${id}`, said)
    await tx.insertInto("appeals").values({ id, account_id: account, made_at: deps.clock.now(), sealed }).execute()
    return done({})
  })
  return outcome ?? refuse("not-signed-in")
}

/** An account's own appeals, the newest first. */
export async function readOwnAppeals(
  db: Kysely<HealthTables>,
  { row, openJson }: HeldAccount,
): Promise<HealthAppeal[]> {
  const rows = await db
    .selectFrom("appeals")
    .selectAll()
    .where("account_id", "=", row.id)
    .orderBy("made_at", "desc")
    .execute()
  return rows.map(({ id, made_at, sealed, answered_at, outcome, sealed_answer }) => {
    const { text, colour } = openJson<AppealText>(`appeal ${id}`, sealed)
    const isAnswered = answered_at !== null && outcome !== null && sealed_answer !== null
    const answer = isAnswered
      ? { at: answered_at, outcome, text: openJson<string>(`answer ${id}`, sealed_answer) }
      : null
    return { id, madeAt: made_at, colour, text, answer }
  })
}
