import { type CallProblem, call, getConsoleDeployment, type ReplyOf } from "@homesafe/api"
import { bytesOfBase64url, type Catalogue, readCatalogue } from "@homesafe/protocol"

/** See the contract. */
export type ConsoleDeployment = ReplyOf<typeof getConsoleDeployment>

/** Asks the console's own server what it belongs to; its catalogue is read by the protocol's parser. */
export async function readDeployment(): Promise<
  | { readonly ok: true; readonly deployment: ConsoleDeployment; readonly catalogue: Catalogue }
  | { readonly ok: false; readonly problem: CallProblem }
> {
  const asked = await call(getConsoleDeployment)
  if (!asked.ok) return asked
  const bytes = bytesOfBase64url(asked.value.catalogue.bytes)
  const catalogue = bytes && readCatalogue(bytes)
  if (!catalogue?.ok) return { ok: false, problem: "unexpected" }
  return { ok: true, deployment: asked.value, catalogue: catalogue.value }
}
