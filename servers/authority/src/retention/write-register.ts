import { createHash } from "node:crypto"
import { type DisclosureRegister, disclosure } from "@homesafe/api"
import { bytesOfHex, concatBytes, ed25519PublicKey, ed25519Sign, hexOf, keyIdOf, utf8Of } from "@homesafe/protocol"
import type { AuthorityDeps } from "../deps.ts"

/**
 * The public register of disclosures: what two officers have agreed to, in the order in which it was handed over, signed by the key that signs
 * what the authority keeps. Signed is "HomeSafe/disclosures" ‖ dep ‖ H(JSON of the entries) ‖ JSON of t. A public page takes it over as it is.
 */
export async function writeRegister({ db, dep, keys, clock }: AuthorityDeps): Promise<DisclosureRegister> {
  const rows = await db
    .selectFrom("retention_acts")
    .select(["id", "content"])
    .where("kind", "=", "disclosure")
    .where("state", "=", "agreed")
    .execute()
  const disclosures = rows
    .map(({ content }) => disclosure.parse(content))
    .sort((a, b) => a.day.localeCompare(b.day) || a.office.localeCompare(b.office))
  const t = clock.now()
  const hash = createHash("sha256").update(JSON.stringify(disclosures)).digest()
  const statement = concatBytes(utf8Of("HomeSafe/disclosures"), bytesOfHex(dep), hash, utf8Of(JSON.stringify(t)))
  const sig = hexOf(ed25519Sign(keys.keeper, statement))
  return { v: 1, dep, t, disclosures, key: keyIdOf(ed25519PublicKey(keys.keeper)), sig }
}
