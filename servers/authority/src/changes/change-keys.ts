import { changeStatement, readOfficers } from "@homesafe/protocol/officer"
import { type Refusal, refuse } from "@homesafe/service"
import { checkOfficerSignature } from "../decisions/check-officer-signature.ts"
import type { AuthorityDeps } from "../deps.ts"
import { newestList } from "../publishing/signed-lists.ts"

/** Ids of the signing keys to which the roots gave the right to change public files (Spec §9, Officers). */
export async function changeKeys(db: AuthorityDeps["db"]): Promise<string[]> {
  const newest = await newestList(db, "officers")
  const read = newest && readOfficers(newest.envelope.bytes)
  return read?.ok ? read.value.keys.filter(({ roles }) => roles.includes("change")).map(({ id }) => id) : []
}

/** Checks that this officer's own key, with the right to, signed a change; null when all is well. What no verifier would take is not kept. */
export async function checkChangeSignature(
  deps: AuthorityDeps,
  officer: string,
  signed: { readonly bytes: Uint8Array; readonly key: string; readonly sig: string },
): Promise<Refusal | null> {
  const problem = await checkOfficerSignature(deps, officer, signed, changeStatement)
  if (problem) return problem
  return (await changeKeys(deps.db)).includes(signed.key) ? null : refuse("no-change-right")
}
