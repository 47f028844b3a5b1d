import {
  bytesOfHex,
  concatBytes,
  ed25519PublicKey,
  ed25519Sign,
  ed25519Verify,
  hexOf,
  isHex,
  keyIdOf,
  utf8Of,
} from "@homesafe/protocol"
import * as z from "zod/mini"

/** What the audit log was at a moment: its last entry's number and hash, which stands for all before it. */
export interface Checkpoint {
  readonly seq: number
  readonly hash: string
  readonly t: number
}

const hex = (bytes: number) => z.string().check(z.refine((text) => isHex(text, bytes)))
const whole = z.int().check(z.nonnegative())
const line = z.strictObject({ seq: whole, hash: hex(32), t: whole, key: hex(4), sig: hex(64) })

/** What is signed: "HomeSafe/audit-checkpoint" ‖ dep ‖ JSON of [seq, hash, t]. */
function statementOf(dep: string, { seq, hash, t }: Checkpoint): Uint8Array {
  return concatBytes(utf8Of("HomeSafe/audit-checkpoint"), bytesOfHex(dep), utf8Of(JSON.stringify([seq, hash, t])))
}

/** One line of the file, without its end. */
export function writeCheckpointLine(secret: Uint8Array, dep: string, { seq, hash, t }: Checkpoint): string {
  const sig = ed25519Sign(secret, statementOf(dep, { seq, hash, t }))
  return JSON.stringify({ seq, hash, t, key: keyIdOf(ed25519PublicKey(secret)), sig: hexOf(sig) })
}

/** Reads a line that one of these keys has signed; nothing when it is another's, or was cut off. */
export function readCheckpointLine(keys: readonly Uint8Array[], dep: string, text: string): Checkpoint | undefined {
  const read = line.safeParse(parsed(text))
  if (!read.success) return undefined
  const { seq, hash, t, key, sig } = read.data
  const signer = keys.find((pub) => keyIdOf(pub) === key)
  if (!signer || !ed25519Verify(signer, statementOf(dep, { seq, hash, t }), bytesOfHex(sig))) return undefined
  return { seq, hash, t }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
