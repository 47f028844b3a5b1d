import { createHash } from "node:crypto"
import { keptSeconds } from "@homesafe/domain"
import {
  finishPasskeyCheck as finishCheck,
  finishPasskey as finishMaking,
  type NewPasskey,
  type PasskeyPlace,
  startPasskeyCheck as startCheck,
  startPasskey as startMaking,
} from "@homesafe/service/passkeys"
import type { AuthorityDeps } from "../deps.ts"
import type { Session } from "./sessions.ts"

/** Seconds for which a challenge may be answered. */
const CHALLENGE_SECONDS = keptSeconds("challenges")

type Json = Record<string, unknown>

function placeOf({ db, clock, consoleOrigin }: AuthorityDeps): PasskeyPlace {
  return {
    origin: consoleOrigin,
    async keepChallenge(kind, challenge, subject) {
      await db.deleteFrom("challenges").where("expires", "<", clock.now()).execute()
      await db
        .insertInto("challenges")
        .values({ challenge, kind, subject, expires: clock.now() + CHALLENGE_SECONDS })
        .execute()
    },
    // A challenge counts once: whoever answers it takes it away.
    async spendChallenge(kind, challenge, subject) {
      const row = await db
        .deleteFrom("challenges")
        .where("challenge", "=", challenge)
        .where("kind", "=", kind)
        .returningAll()
        .executeTakeFirst()
      return row !== undefined && row.subject === subject && row.expires >= clock.now()
    },
  }
}

/** Options for a new passkey of an invited officer. */
export async function startPasskey(deps: AuthorityDeps, invitation: string, name: string): Promise<Json> {
  return startMaking(placeOf(deps), invitation, name)
}

/** Checks the answer to `startPasskey`. */
export async function finishPasskey(
  deps: AuthorityDeps,
  invitation: string,
  response: Json,
): Promise<NewPasskey | undefined> {
  return finishMaking(placeOf(deps), invitation, response)
}

/** Options for signing in with any passkey, or for a fresh check by one officer. */
export async function startPasskeyCheck(
  deps: AuthorityDeps,
  kind: "sign-in" | "step-up",
  officer: string | null,
): Promise<Json> {
  const own =
    officer === null
      ? []
      : await deps.db.selectFrom("passkeys").select("id").where("officer_id", "=", officer).execute()
  return startCheck(placeOf(deps), kind, officer, own)
}

/** Checks the answer and tells whose passkey it was. */
export async function finishPasskeyCheck(
  deps: AuthorityDeps,
  kind: "sign-in" | "step-up",
  officer: string | null,
  response: Json,
): Promise<string | undefined> {
  const passkey = await deps.db
    .selectFrom("passkeys")
    .selectAll()
    .where("id", "=", String(response.id))
    .executeTakeFirst()
  if (!passkey || (officer !== null && passkey.officer_id !== officer)) return undefined
  const counter = await finishCheck(placeOf(deps), kind, officer, passkey, response)
  if (counter === undefined) return undefined
  await deps.db.updateTable("passkeys").set({ counter }).where("id", "=", passkey.id).execute()
  return passkey.officer_id
}

/** Who may go on to sign or read: the session's own officer, who has just shown a passkey. */
export async function stepUp(deps: AuthorityDeps, session: Session, response: Json): Promise<boolean> {
  return (await finishPasskeyCheck(deps, "step-up", session.officer.id, response)) === session.officer.id
}

/** Hash under which an invitation is kept. */
export function invitationHash(token: string): Buffer {
  return createHash("sha256").update(token).digest()
}
