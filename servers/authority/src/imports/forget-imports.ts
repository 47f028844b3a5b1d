import type { AuthorityDeps } from "../deps.ts"

/** Twice the time for which visits are kept: what a list said before that can warn nobody. */
const KEPT_SECONDS = 62 * 86_400

/** Forgets imports of more than 62 days ago, with their rows as published, and the exposures that no later import listed. */
export async function forgetImports({ db, clock, log }: AuthorityDeps): Promise<void> {
  const gone = await db
    .deleteFrom("imports")
    .where("at", "<", clock.now() - KEPT_SECONDS)
    .executeTakeFirst()
  if (gone.numDeletedRows > 0n) log.info({ imports: Number(gone.numDeletedRows) }, "imports-forgotten")
}
