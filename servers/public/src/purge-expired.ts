import type { Logger } from "pino"
import { purgeAccounts } from "./accounts/purge-accounts.ts"
import { purgeCards } from "./cards/purge-cards.ts"
import type { PublicDeps } from "./deps.ts"
import { purgeDiligence } from "./diligence/store.ts"
import { purgeForms } from "./forms/keep-forms.ts"
import { purgeCodes } from "./mailbox/purge-codes.ts"
import { purgeDecoys } from "./mailbox/store-upload.ts"
import { purgeNotices } from "./notices/store.ts"
import { purgeRelay } from "./relay/relay-boxes.ts"
import { purgeRequests } from "./requests/store.ts"

/** Forgets what is past its time, also where nobody comes any more to make it happen. The log counts. */
export async function purgeExpired(deps: PublicDeps, log: Logger): Promise<void> {
  const counts = {
    ...(await purgeCodes(deps)),
    ...(await purgeCards(deps)),
    forms: await purgeForms(deps),
    ...(await purgeAccounts(deps)),
    relay: await purgeRelay(deps),
    decoys: await purgeDecoys(deps),
    diligence: await purgeDiligence(deps),
    notices: await purgeNotices(deps),
    requests: await purgeRequests(deps),
  }
  if (Object.values(counts).some((n) => n > 0)) log.info(counts, "purged")
}
