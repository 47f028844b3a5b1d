import { nextPublicationTime } from "@homesafe/domain"
import { readTrustList, type TrustList } from "@homesafe/protocol"
import type { AuthorityDeps } from "../deps.ts"
import { newestList } from "./signed-lists.ts"

/** The trust list in force; the command line signs it before the server starts. */
export async function currentTrust({ db }: Pick<AuthorityDeps, "db">): Promise<TrustList> {
  const newest = await newestList(db, "trust")
  const read = newest && readTrustList(newest.envelope.bytes)
  if (!read?.ok) throw new Error("there is no trust list: set the deployment up first")
  return read.value
}

/** When the next list is due, in seconds. */
export async function nextListTime(deps: AuthorityDeps): Promise<number> {
  const { offset, every } = await currentTrust(deps)
  return nextPublicationTime(deps.clock.now(), offset, every)
}
