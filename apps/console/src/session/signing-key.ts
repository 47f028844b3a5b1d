import { call, enrolSigningKey, type Officer } from "@homesafe/api"
import { base64urlOf, concatBytes, hexOf, keyIdOf, utf8Of } from "@homesafe/protocol"
import { changeStatement, decisionStatement, holdStatement } from "@homesafe/protocol/officer"
import { openDB } from "idb"

interface KeptKey {
  readonly id: string
  readonly officer: string
  /** Cannot be exported: the browser signs with it and never shows it (Spec §9, Officers). */
  readonly key: CryptoKey
}

const keys = () =>
  openDB<{ keys: { key: string; value: KeptKey } }>("homesafe-signing-keys", 1, {
    upgrade: (db) => void db.createObjectStore("keys", { keyPath: "id" }),
  })

/** This officer's signing key in this browser, if there is one. */
export async function findSigningKey(officer: string): Promise<KeptKey | undefined> {
  const all = await (await keys()).getAll("keys")
  return all.findLast((k) => k.officer === officer)
}

/** Makes a key here, proves to the server that it is here, and keeps it once the server has it. */
export async function makeSigningKey(officer: string): Promise<ReturnType<typeof call<typeof enrolSigningKey>>> {
  const pair = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"])
  if (!("privateKey" in pair)) throw new Error("no key pair was made")
  const pub = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey))
  const text = concatBytes(utf8Of("HomeSafe/signing-key"), utf8Of(officer))
  const proof = new Uint8Array(await crypto.subtle.sign("Ed25519", pair.privateKey, text))
  const enrolled = await call(enrolSigningKey, { body: { public: hexOf(pub), proof: hexOf(proof) } })
  if (!enrolled.ok) return enrolled
  const kept = await keys()
  // An older key of the officer's may have ended; of two, signing would not know which.
  for (const each of await kept.getAll("keys")) if (each.officer === officer) await kept.delete("keys", each.id)
  await kept.put("keys", { id: keyIdOf(pub), officer, key: pair.privateKey })
  return enrolled
}

/** Signs a decision's bytes; nothing when this browser has no key of the officer's. */
export function signDecision(officer: Officer, dep: string, bytes: Uint8Array) {
  return sign(officer, bytes, decisionStatement(dep, bytes))
}

/** Signs the bytes of a verdict that ends a hold; nothing when this browser has no key of the officer's. */
export function signHoldVerdict(officer: Officer, dep: string, bytes: Uint8Array) {
  return sign(officer, bytes, holdStatement(dep, bytes))
}

/** Signs the bytes of a change of a public file; nothing when this browser has no key of the officer's. */
export function signChange(officer: Officer, dep: string, bytes: Uint8Array) {
  return sign(officer, bytes, changeStatement(dep, bytes))
}

async function sign(officer: Officer, bytes: Uint8Array, statement: Uint8Array<ArrayBuffer>) {
  const kept = await findSigningKey(officer.id)
  if (!kept) return undefined
  const sig = new Uint8Array(await crypto.subtle.sign("Ed25519", kept.key, statement))
  return { key: kept.id, sig: hexOf(sig), bytes: base64urlOf(bytes) }
}
