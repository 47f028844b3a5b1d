import { type CaseOffer, type HandOverReason, handOverReason, isOfAreas, type Officer, uuid } from "@homesafe/api"
import { beyondAreas } from "@homesafe/db"
import { writeAudit } from "@homesafe/db/audit"
import type { AuthorityTables } from "@homesafe/db/authority"
import { districts } from "@homesafe/domain"
import { done, type Outcome, refuse } from "@homesafe/service"
import type { Kysely } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { sayNumber } from "./find-cases.ts"

type Nothing = Record<string, never>

/** Whether this names an area in which the officer works; null is the whole authority. */
export function isArea({ areas }: Pick<Officer, "areas">, area: number | null): boolean {
  return isKnown(area) && isOfAreas(areas, area)
}

const isKnown = (area: number | null) => area === null || districts.some(({ n }) => n === area)

/** Offers a case to another area. An officer of the whole authority works in both, and moves it at once. */
export async function offerCase(
  { db, clock }: AuthorityDeps,
  { id: officer, areas }: Officer,
  caseId: string,
  { to, reason }: { readonly to: number | null; readonly reason: HandOverReason },
): Promise<Outcome<null>> {
  if (!isKnown(to)) return refuse("malformed", "to")
  return db.transaction().execute(async (tx) => {
    const asked = tx.selectFrom("cases").select("area").where("id", "=", caseId).where("merged_into", "is", null)
    const row = await asked.forNoKeyUpdate().executeTakeFirst()
    if (!row || row.area === to || !(await isOpen(tx, caseId))) return refuse("not-in-this-state")
    const at = clock.now()
    if (areas.length === 0) {
      await move(tx, { caseId, to, officer, at, from: row.area, reason })
      return done(null)
    }
    const offer = { to_area: to, reason, asked_by: officer, asked_at: at }
    await tx
      .insertInto("case_handovers")
      .values({ case_id: caseId, ...offer })
      .onConflict((c) => c.column("case_id").doUpdateSet(offer))
      .execute()
    await writeAudit(tx, {
      at,
      officer,
      act: "offer-case",
      subject: caseId,
      purpose: `${row.area ?? "all"} ${to ?? "all"} ${reason}`,
    })
    return done(null)
  })
}

/** Takes an offer back; false when there is none. */
export async function withdrawOffer({ db, clock }: AuthorityDeps, officer: string, caseId: string): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const held = await tx.selectFrom("cases").select("id").where("id", "=", caseId).executeTakeFirst()
    if (!held) return false
    const gone = await tx.deleteFrom("case_handovers").where("case_id", "=", caseId).executeTakeFirst()
    if (gone.numDeletedRows === 0n) return false
    await writeAudit(tx, { at: clock.now(), officer, act: "withdraw-offer", subject: caseId })
    return true
  })
}

/** Takes over a case that is offered to one of the officer's areas. Which offers there are, the officer's own areas decide. */
export async function acceptCase(
  { db, clock }: AuthorityDeps,
  officer: Officer,
  caseId: string,
): Promise<Outcome<null>> {
  if (!uuid.safeParse(caseId).success) return refuse("not-found")
  const asked = db.selectFrom("case_handovers").select("to_area").where("case_id", "=", caseId)
  const seen = await asked.executeTakeFirst()
  if (!seen) return refuse("not-found")
  if (!isOfAreas(officer.areas, seen.to_area)) return refuse("not-allowed")
  return beyondAreas(() =>
    db.transaction().execute(async (tx) => {
      const from = tx.selectFrom("cases").select("area").where("id", "=", caseId).where("merged_into", "is", null)
      const held = await from.forNoKeyUpdate().executeTakeFirst()
      const offer = await tx
        .selectFrom("case_handovers")
        .selectAll()
        .where("case_id", "=", caseId)
        .forUpdate()
        .executeTakeFirst()
      // Offered anew to another area, or taken back, between the look and the lock.
      if (!held || !offer || offer.to_area !== seen.to_area || !(await isOpen(tx, caseId)))
        return refuse("not-in-this-state")
      if (offer.asked_by === officer.id) return refuse("same-officer")
      const { to_area: to, reason } = offer
      await move(tx, { caseId, to, officer: officer.id, at: clock.now(), from: held.area, reason })
      return done(null)
    }),
  )
}

/** The offers that an officer knows of. Of a case of another area the number and the disease are told: it is offered. */
export async function findOffers({ db }: AuthorityDeps): Promise<CaseOffer[]> {
  const offers = await db
    .selectFrom("case_handovers")
    .innerJoin("officers", "officers.id", "asked_by")
    .selectAll("case_handovers")
    .select("name")
    .orderBy("asked_at")
    .limit(200)
    .execute()
  if (offers.length === 0) return []
  const ids = offers.map(({ case_id }) => case_id)
  const cases = await beyondAreas(() =>
    db.selectFrom("cases").select(["id", "number", "pathogen", "area"]).where("id", "in", ids).execute(),
  )
  return offers.flatMap(({ case_id, to_area, reason, asked_by, asked_at, name }) => {
    const found = cases.find(({ id }) => id === case_id)
    if (!found) return []
    const { number, pathogen, area } = found
    return [
      {
        case: { id: case_id, number: sayNumber(number), pathogen },
        from: area,
        to: to_area,
        reason: handOverReason.parse(reason),
        by: { id: asked_by, name },
        at: asked_at,
      },
    ]
  })
}

async function isOpen(tx: Kysely<AuthorityTables>, caseId: string): Promise<boolean> {
  const key = tx.selectFrom("case_keys").select("case_id").where("case_id", "=", caseId)
  return (await key.executeTakeFirst()) !== undefined
}

interface Move {
  readonly caseId: string
  readonly from: number | null
  readonly to: number | null
  readonly reason: string
  readonly officer: string
  readonly at: number
}

/** Moves a case, in the caller's transaction. What is to do goes to who took it, save where its officer works there too. */
async function move(tx: Kysely<AuthorityTables>, { caseId, from, to, reason, officer, at }: Move): Promise<Nothing> {
  await tx.updateTable("cases").set({ area: to }).where("id", "=", caseId).execute()
  await tx.deleteFrom("case_handovers").where("case_id", "=", caseId).execute()
  const todo = tx
    .selectFrom("case_tasks")
    .innerJoin("officers", "officers.id", "officer_id")
    .select(["case_tasks.id", "areas"])
  const open = await todo.where("case_id", "=", caseId).where("done_at", "is", null).execute()
  const strangers = open.filter(({ areas }) => !isOfAreas(areas, to)).map(({ id }) => id)
  if (strangers.length > 0)
    await tx.updateTable("case_tasks").set({ officer_id: officer }).where("id", "in", strangers).execute()
  await writeAudit(tx, {
    at,
    officer,
    act: "move-case",
    subject: caseId,
    purpose: `${from ?? "all"} ${to ?? "all"} ${reason}`,
  })
  return {}
}
