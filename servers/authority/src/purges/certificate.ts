import { type PurgeCertificate, type PurgeEntry, purgeCertificate } from "@homesafe/api"
import {
  bytesOfHex,
  concatBytes,
  ed25519PublicKey,
  ed25519Sign,
  ed25519Verify,
  hexOf,
  keyIdOf,
  utf8Of,
} from "@homesafe/protocol"
import { readEntry } from "./ledger-line.ts"

type Said = Pick<PurgeCertificate, "dep" | "entry" | "head" | "t">

/** What is signed: "HomeSafe/purge-certificate" ‖ dep ‖ JSON of [entry's seq, entry's hash, head's seq, head's hash, t]. */
function statementOf({ dep, entry, head, t }: Said): Uint8Array {
  const text = JSON.stringify([entry.seq, entry.hash, head.seq, head.hash, t])
  return concatBytes(utf8Of("HomeSafe/purge-certificate"), bytesOfHex(dep), utf8Of(text))
}

/** Signs that a purge stands in the ledger. The entry's hash stands for all that the entry says, and the head's for all entries. */
export function writeCertificate(secret: Uint8Array, said: Said): PurgeCertificate {
  const { dep, entry, head, t } = said
  const sig = hexOf(ed25519Sign(secret, statementOf(said)))
  return { v: 1, dep, entry, head: { seq: head.seq, hash: head.hash }, t, key: keyIdOf(ed25519PublicKey(secret)), sig }
}

/** What is wrong with a certificate; its content when one of these keys has signed it. */
export type CheckedCertificate =
  | { readonly ok: true; readonly entry: PurgeEntry; readonly head: PurgeCertificate["head"]; readonly t: number }
  | {
      readonly ok: false
      readonly problem: "malformed" | "other-deployment" | "unknown-key" | "bad-signature" | "altered"
    }

/** Checks a certificate by itself. */
export function checkCertificate(keys: readonly Uint8Array[], dep: string, content: unknown): CheckedCertificate {
  const read = purgeCertificate.safeParse(content)
  if (!read.success) return { ok: false, problem: "malformed" }
  const { entry, head, t, key, sig } = read.data
  if (read.data.dep !== dep) return { ok: false, problem: "other-deployment" }
  const signer = keys.find((pub) => keyIdOf(pub) === key)
  if (!signer) return { ok: false, problem: "unknown-key" }
  if (!ed25519Verify(signer, statementOf(read.data), bytesOfHex(sig))) return { ok: false, problem: "bad-signature" }
  // The signature covers the entry's hash alone: the entry must be the one with that hash.
  if (!readEntry(dep, JSON.stringify(entry))) return { ok: false, problem: "altered" }
  return { ok: true, entry, head, t }
}
