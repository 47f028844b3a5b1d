import type { HealthTables, HolderKind } from "@homesafe/db/health"
import { keptSeconds } from "@homesafe/domain"
import {
  finishPasskey as finishMaking,
  finishPasskeyCheck,
  type NewPasskey,
  type PasskeyPlace,
  startPasskey as startMaking,
  startPasskeyCheck,
} from "@homesafe/service/passkeys"
import type { Kysely } from "kysely"
import type { HealthDeps } from "../deps.ts"
import type { Session } from "./sessions.ts"

type Json = Record<string, unknown>

/** Residents and officers have pages of their own: a challenge of one is no challenge of the other. */
function placeOf({ db, clock, publicOrigin, consoleOrigin }: HealthDeps, kind: HolderKind): PasskeyPlace {
  return {
    origin: kind === "officer" ? consoleOrigin : publicOrigin,
    async keepChallenge(what, challenge, subject) {
      const expires = clock.now() + keptSeconds("health-challenges")
      await db
        .insertInto("challenges")
        .values({ challenge, kind: `${kind} ${what}`, subject, expires })
        .execute()
    },
    async spendChallenge(what, challenge, subject) {
      const row = await db
        .deleteFrom("challenges")
        .where("challenge", "=", challenge)
        .where("kind", "=", `${kind} ${what}`)
        .returningAll()
        .executeTakeFirst()
      return row !== undefined && row.subject === subject && row.expires >= clock.now()
    },
  }
}

/** Options for a new passkey; `subject` is the ticket or the invitation that it belongs to. */
export function startPasskey(deps: HealthDeps, kind: HolderKind, subject: string, name: string): Promise<Json> {
  return startMaking(placeOf(deps, kind), subject, name)
}

/** Checks the answer to `startPasskey`. */
export function finishPasskey(
  deps: HealthDeps,
  kind: HolderKind,
  subject: string,
  response: Json,
): Promise<NewPasskey | undefined> {
  return finishMaking(placeOf(deps, kind), subject, response)
}

/** Keeps a checked passkey for its holder. */
export async function keepPasskey(
  tx: Kysely<HealthTables>,
  kind: HolderKind,
  holder: string,
  { id, publicKey: public_key, counter, transports }: NewPasskey,
): Promise<void> {
  await tx.insertInto("passkeys").values({ id, kind, holder, public_key, counter, transports }).execute()
}

/** Options for signing in. */
export function startSignIn(deps: HealthDeps, kind: HolderKind): Promise<Json> {
  return startPasskeyCheck(placeOf(deps, kind), "sign-in", null)
}

/** Options for a fresh check by one holder. */
export async function startStepUp(deps: HealthDeps, kind: HolderKind, { id: holder }: Session): Promise<Json> {
  const own = await deps.db.selectFrom("passkeys").select("id").where("holder", "=", holder).execute()
  return startPasskeyCheck(placeOf(deps, kind), "step-up", holder, own)
}

/** Checks the answer and tells whose passkey it was; `holder` is null where anybody's will do. */
export async function finishCheck(
  deps: HealthDeps,
  kind: HolderKind,
  holder: string | null,
  response: Json,
): Promise<string | undefined> {
  const passkey = await deps.db
    .selectFrom("passkeys")
    .selectAll()
    .where("id", "=", String(response.id))
    .where("kind", "=", kind)
    .executeTakeFirst()
  if (!passkey || (holder !== null && passkey.holder !== holder)) return undefined
  const what = holder === null ? "sign-in" : "step-up"
  const counter = await finishPasskeyCheck(placeOf(deps, kind), what, holder, passkey, response)
  if (counter === undefined) return undefined
  await deps.db.updateTable("passkeys").set({ counter }).where("id", "=", passkey.id).execute()
  return passkey.holder
}
