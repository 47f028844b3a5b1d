import type { Bytes, Hex } from "@homesafe/protocol"
import { deriveBoxKeyPair } from "@homesafe/protocol/opener"
import { readOrMakeKey } from "./keys.ts"

/** The key pair to which venues seal: what they answer to a request (Spec §6). */
export interface FormKey {
  readonly id: Hex
  readonly secret: Bytes
  readonly pub: Bytes
}

/** The form key, made at the first call. */
export function formKeyOf(home: string): Promise<FormKey> {
  return deriveBoxKeyPair(readOrMakeKey(home, "form"))
}
