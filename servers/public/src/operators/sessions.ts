import { createHash, randomBytes } from "node:crypto"
import { keptSeconds } from "@homesafe/domain"
import type { Language } from "@homesafe/i18n"
import type { PublicDeps } from "../deps.ts"

/** A mailed link works once, for half an hour. Seconds. */
export const LINK_SECONDS = keptSeconds("sign-in-links")
/** A session ends after twelve hours. Seconds. */
const SESSION_SECONDS = keptSeconds("operator-sessions")

/** A signed-in venue operator. */
export interface Operator {
  readonly id: string
  readonly mail: string
}

const hashOf = (token: string) => createHash("sha256").update(token).digest()
const makeToken = () => randomBytes(32).toString("base64url")

/** Makes the token of a sign-in link; only its hash is kept. */
export async function makeSignInToken({ db, clock }: PublicDeps, mail: string, language: Language): Promise<string> {
  const token = makeToken()
  await db.deleteFrom("sign_in_tokens").where("expires", "<", clock.now()).execute()
  await db
    .insertInto("sign_in_tokens")
    .values({ hash: hashOf(token), mail: mail.toLowerCase(), language, expires: clock.now() + LINK_SECONDS })
    .execute()
  return token
}

/** Spends a link's token and opens a session; nothing when the token is unknown, spent or late. */
export async function openSession(
  { db, clock }: PublicDeps,
  token: string,
): Promise<{ readonly session: string; readonly operator: Operator } | undefined> {
  return db.transaction().execute(async (tx) => {
    const spent = await tx
      .deleteFrom("sign_in_tokens")
      .where("hash", "=", hashOf(token))
      .returningAll()
      .executeTakeFirst()
    if (!spent || spent.expires < clock.now()) return undefined
    const operator = await tx
      .insertInto("operators")
      .values({ mail: spent.mail, language: spent.language })
      .onConflict((c) => c.column("mail").doUpdateSet({ language: spent.language }))
      .returning(["id", "mail"])
      .executeTakeFirstOrThrow()
    const session = makeToken()
    await tx.deleteFrom("operator_sessions").where("expires", "<", clock.now()).execute()
    await tx
      .insertInto("operator_sessions")
      .values({ hash: hashOf(session), operator_id: operator.id, expires: clock.now() + SESSION_SECONDS })
      .execute()
    return { session, operator }
  })
}

/** Whose session this is. */
export async function readSession(
  { db, clock }: PublicDeps,
  session: string | undefined,
): Promise<Operator | undefined> {
  if (!session) return undefined
  return db
    .selectFrom("operator_sessions")
    .innerJoin("operators", "operators.id", "operator_sessions.operator_id")
    .where("operator_sessions.hash", "=", hashOf(session))
    .where("operator_sessions.expires", ">=", clock.now())
    .select(["operators.id", "operators.mail"])
    .executeTakeFirst()
}

/** Ends a session. */
export async function closeSession({ db }: PublicDeps, session: string | undefined): Promise<void> {
  if (session) await db.deleteFrom("operator_sessions").where("hash", "=", hashOf(session)).execute()
}
