import { sql } from "kysely"
import { endClass } from "../purges/end-class.ts"
import type { PurgeDeps } from "../purges/purge.ts"

/** Forgets imports past their time, with their rows as published, and the exposures that no later import listed. */
export async function forgetImports(deps: PurgeDeps): Promise<void> {
  await endClass(deps, "imports", ({ moment }) => [{ table: "imports", where: sql`at < ${moment}` }])
}
