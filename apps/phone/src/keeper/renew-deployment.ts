import type { UnixSeconds } from "@homesafe/protocol"
import type { Keeper } from "./keeper.ts"
import { fetchDeployment } from "./load-facts.ts"
import { readKept, writeKept } from "./open-database.ts"

const DEPLOYMENT_SECONDS = 86_400

/** Asks once a day: the hotline and the authority's name may change; the trust list may not, but by its own roots (Spec §9). */
export async function renewDeployment(keeper: Keeper, now: UnixSeconds): Promise<void> {
  const last = (await readKept(keeper.db, "deploymentAt")) ?? 0
  if (keeper.check.problem === "offline" || now - last < DEPLOYMENT_SECONDS) return
  const newer = await fetchDeployment(keeper.db, now)
  if (typeof newer === "string" || newer.dep !== keeper.deployment.dep) return
  keeper.deployment = newer
  await writeKept(keeper.db, "deploymentAt", now)
  await writeKept(keeper.db, "deployment", newer)
  keeper.changed()
}
