import { createHash, randomBytes } from "node:crypto"
import type { MailedLinkKind } from "@homesafe/api"
import type { PublicTables } from "@homesafe/db/public"
import type { Kysely } from "kysely"
import type { PublicDeps } from "../deps.ts"

const hashOf = (token: string) => createHash("sha256").update(token).digest()

/**
 * Makes a link for a mail. Its host is the configured origin, never what a request says; its secret stands behind the `#`, which no server
 * and no log sees, and only its hash is kept.
 */
export async function makeMailedLink(
  tx: Kysely<PublicTables>,
  { origin }: PublicDeps,
  link: { readonly kind: MailedLinkKind; readonly subject: string; readonly expires: number },
): Promise<string> {
  const token = randomBytes(32).toString("base64url")
  await tx
    .insertInto("mailed_links")
    .values({ ...link, hash: hashOf(token) })
    .execute()
  return `${origin}/venue/confirm#${link.kind}.${token}`
}

/** What a link is about; nothing when it is unknown, spent or late. */
export async function readMailedLink(
  tx: Kysely<PublicTables>,
  { clock }: PublicDeps,
  kind: MailedLinkKind,
  token: string,
): Promise<string | undefined> {
  const row = await tx
    .selectFrom("mailed_links")
    .select("subject")
    .where("hash", "=", hashOf(token))
    .where("kind", "=", kind)
    .where("expires", ">=", clock.now())
    .forUpdate()
    .executeTakeFirst()
  return row?.subject
}

/** Drops all links of one kind about one thing. */
export async function dropMailedLinks(tx: Kysely<PublicTables>, kind: MailedLinkKind, subject: string): Promise<void> {
  await tx.deleteFrom("mailed_links").where("kind", "=", kind).where("subject", "=", subject).execute()
}
