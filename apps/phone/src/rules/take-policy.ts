import { type Bytes, isAppended, type Policy } from "@homesafe/protocol"
import type { Keeper } from "../keeper/keeper.ts"
import { writeKept } from "../keeper/open-database.ts"

/**
 * Takes a newer ledger of rules. It may grow and never change: one that leaves out or alters an entry which this phone has read is not
 * taken, and its owner is told. The list of exposures that came with it is good all the same.
 */
export async function takePolicy(
  keeper: Keeper,
  { policy, file }: { readonly policy: Policy; readonly file: Bytes },
): Promise<void> {
  if (!isAppended(keeper.policy, policy)) return writeKept(keeper.db, "policyRewritten", policy.seq)
  keeper.policy = policy
  await writeKept(keeper.db, "policy", file)
}
