import type { AuthorityDeps } from "../deps.ts"
import { endMessages } from "./end-messages.ts"
import { makeGrantedCodes } from "./make-code.ts"

import { registerCodes, tellWithdrawals } from "./tell-codes.ts"

/**
 * Takes every code one step further: made, told to the public server, withdrawn, ended. Each step may be repeated; messages
 * have rounds of their own, for a gateway may be slow.
 */
export async function moveCodes(deps: AuthorityDeps): Promise<void> {
  await tellWithdrawals(deps)
  for (let isMore = true; isMore; ) {
    isMore = await makeGrantedCodes(deps)
    await registerCodes(deps)
  }
  await endMessages(deps)
}
