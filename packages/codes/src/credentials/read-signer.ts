import type { TrustedKey } from "../credential.ts"

/** Reads an EU signer's certificate (DER) as a key of the trust list; null: it is none. Whoever gives it here trusts it: no chain is checked. */
export async function readSigner(_certificate: Uint8Array): Promise<TrustedKey | null> {
  return null
}
