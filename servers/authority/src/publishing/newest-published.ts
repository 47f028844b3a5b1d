import type { AuthorityDeps } from "../deps.ts"

/** The newest list that is out: its number and its own time; nothing before the first. */
export async function newestPublished({ db }: Pick<AuthorityDeps, "db">) {
  return db
    .selectFrom("batches")
    .select(["seq", "made_at as at"])
    .where("state", "=", "published")
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst()
}
