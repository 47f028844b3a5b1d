import type {
  answerHealthAppeal,
  BodyOf,
  ReplyOf,
  readHealthAppeal,
  readSharedVisits,
  WaitingAppeal,
} from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import { done, type Outcome, refuse } from "@homesafe/service"
import { type HeldAccount, type Tx, withAccount } from "../accounts/account-keys.ts"
import { type SealedRead, writeFirst } from "../audit/write-first.ts"
import type { HealthDeps } from "../deps.ts"
import { readDeclarations } from "../facts/declare.ts"
import { CLAIM_SECONDS } from "../registration/queue.ts"
import { listShares, openShares } from "../shares/shares.ts"
import type { AppealText } from "./make-appeal.ts"

/** Rows that a list shows. */
const SHOWN = 50

/** How many appeals wait, and the oldest of them. */
export async function listAppeals({ db, clock }: HealthDeps, officer: string) {
  const counted = await db
    .selectFrom("appeals")
    .select(({ fn }) => fn.countAll<number>().as("n"))
    .where("answered_at", "is", null)
    .executeTakeFirstOrThrow()
  const rows = await db
    .selectFrom("appeals")
    .leftJoin("officers", "officers.id", "claimed_by")
    .select(["appeals.id", "made_at", "claimed_by", "claimed_at", "officers.name"])
    .where("answered_at", "is", null)
    .orderBy("made_at")
    .orderBy("appeals.id")
    .limit(SHOWN)
    .execute()
  const stale = clock.now() - CLAIM_SECONDS
  const oldest: WaitingAppeal[] = rows.map(({ id, made_at, claimed_by, claimed_at, name }) => ({
    id,
    madeAt: made_at,
    claimedBy: (claimed_at ?? 0) >= stale ? name : null,
    isMine: claimed_by === officer,
  }))
  return { waiting: counted.n, oldest }
}

/** Gives an officer the own open appeal, or the oldest that nobody looks at. */
export function claimAppeal({ db, clock }: HealthDeps, officer: string): Promise<string | null> {
  const now = clock.now()
  return db.transaction().execute(async (tx) => {
    const waiting = tx.selectFrom("appeals").select("id").where("answered_at", "is", null)
    const own = await waiting.where("claimed_by", "=", officer).orderBy("made_at").limit(1).executeTakeFirst()
    const free =
      own ??
      (await waiting
        .where(({ or, eb }) => or([eb("claimed_by", "is", null), eb("claimed_at", "<", now - CLAIM_SECONDS)]))
        .orderBy("made_at")
        .orderBy("id")
        .limit(1)
        .forUpdate()
        .skipLocked()
        .executeTakeFirst())
    if (!free) return null
    await tx.updateTable("appeals").set({ claimed_by: officer, claimed_at: now }).where("id", "=", free.id).execute()
    if (!own) await writeAudit(tx, { at: now, officer, act: "claim-appeal", subject: free.id })
    return free.id
  })
}

/** Runs something with the appeal that this officer took and nobody has answered. */
async function withClaimed<T>(
  deps: HealthDeps,
  id: string,
  officer: string,
  first: Pick<SealedRead, "act" | "purpose"> | null,
  run: (
    tx: Tx,
    held: HeldAccount,
    appeal: { readonly sealed: Buffer; readonly made_at: number },
  ) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const asked = deps.db.selectFrom("appeals").select(["account_id", "claimed_by", "answered_at"])
  const found = await asked.where("id", "=", id).executeTakeFirst()
  if (!found) return refuse("not-found")
  if (found.claimed_by !== officer || found.answered_at !== null) return refuse("not-in-this-state")
  if (first && !(await writeFirst(deps, { officer, ...first, subject: id }))) return refuse("audit-unavailable")
  const outcome = await withAccount(deps, found.account_id, async (tx, held) => {
    const appeal = await tx.selectFrom("appeals").selectAll().where("id", "=", id).forUpdate().executeTakeFirst()
    if (!appeal || appeal.claimed_by !== officer || appeal.answered_at !== null) return refuse("not-in-this-state")
    return run(tx, held, appeal)
  })
  return outcome ?? refuse("not-found")
}

/** Shows an appeal to the officer who took it, without the person's name. */
export function readAppeal(
  deps: HealthDeps,
  id: string,
  officer: string,
): Promise<Outcome<ReplyOf<typeof readHealthAppeal>>> {
  return withClaimed(deps, id, officer, { act: "read-appeal" }, async (tx, held, { sealed, made_at }) => {
    const { text, colour, reasons } = held.openJson<AppealText>(`appeal ${id}`, sealed)
    const declarations = (await readDeclarations(tx, held)).map(({ id: one, kind, on, setAside }) => ({
      id: one,
      kind,
      on,
      setAside,
    }))
    const shares = await listShares({ db: deps.db }, held.row.id)
    return done({ text, madeAt: made_at, colour, reasons: [...reasons], declarations, shares: shares.length })
  })
}

/** Opens the visits that the person shared, for the purpose that the log has. */
export function readShares(
  deps: HealthDeps,
  id: string,
  officer: string,
  purpose: string,
): Promise<Outcome<ReplyOf<typeof readSharedVisits>>> {
  return withClaimed(deps, id, officer, { act: "read-shares", purpose }, async (tx, held) =>
    done({ shares: await openShares(deps, tx, held) }),
  )
}

/** Answers an appeal. What is set aside counts no more: the colour follows from the rules as before, never from an officer's word. */
export function answerAppeal(
  deps: HealthDeps,
  id: string,
  officer: string,
  { outcome, setAside, text }: BodyOf<typeof answerHealthAppeal>,
): Promise<Outcome<Record<string, never>>> {
  const now = deps.clock.now()
  if ((outcome === "set-aside") !== setAside.length > 0) return Promise.resolve(refuse("malformed", "setAside"))
  return withClaimed(deps, id, officer, null, async (tx, held) => {
    if (setAside.length > 0) {
      const changed = await tx
        .updateTable("declarations")
        .set({ set_aside: true })
        .where("account_id", "=", held.row.id)
        .where("id", "in", setAside)
        .returning("id")
        .execute()
      if (changed.length < new Set(setAside).size) return refuse("malformed", "setAside")
    }
    const answer = { answered_at: now, outcome, sealed_answer: held.sealJson(`answer ${id}`, text) }
    await tx.updateTable("appeals").set(answer).where("id", "=", id).execute()
    await writeAudit(tx, { at: now, officer, act: "answer-appeal", subject: id, purpose: outcome })
    return done({})
  })
}
