import { type CallProblem, call, getConsoleDeployment, type ReplyOf } from "@homesafe/api"
import { bytesOfBase64url, type Catalogue, readCatalogue, readTrustList, type TrustList } from "@homesafe/protocol"

/** See the contract. */
export type ConsoleDeployment = ReplyOf<typeof getConsoleDeployment>

/** Asks the console's own server what it belongs to; its lists are read by the protocol's parsers. */
export async function readDeployment(): Promise<
  | {
      readonly ok: true
      readonly deployment: ConsoleDeployment
      readonly catalogue: Catalogue
      readonly trust: TrustList
    }
  | { readonly ok: false; readonly problem: CallProblem }
> {
  const asked = await call(getConsoleDeployment)
  if (!asked.ok) return asked
  const [texts, keys] = [bytesOfBase64url(asked.value.catalogue.bytes), bytesOfBase64url(asked.value.trust.bytes)]
  const [catalogue, trust] = [texts && readCatalogue(texts), keys && readTrustList(keys)]
  if (!catalogue?.ok || !trust?.ok) return { ok: false, problem: "unexpected" }
  return { ok: true, deployment: asked.value, catalogue: catalogue.value, trust: trust.value }
}
