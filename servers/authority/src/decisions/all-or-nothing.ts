import type { Outcome, Refusal } from "@homesafe/service"
import type { AuthorityDeps } from "../deps.ts"

/** One transaction in which a refusal, wherever it comes, leaves nothing half-done. */
export async function allOrNothing<T>(
  { db }: Pick<AuthorityDeps, "db">,
  run: (tx: AuthorityDeps["db"]) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  let refusal: Refusal | undefined
  try {
    return await db.transaction().execute(async (tx) => {
      const outcome = await run(tx)
      if (outcome.ok) return outcome
      refusal = outcome
      throw new Error("refused: nothing of it is kept")
    })
  } catch (error) {
    if (refusal) return refusal
    throw error
  }
}
