import type { Officer } from "@homesafe/api"
import { type Bytes, hexOf, sha256 } from "@homesafe/protocol"
import { writeFileChange } from "@homesafe/protocol/officer"
import { stepUp } from "../session/passkeys.ts"
import { signChange } from "../session/signing-key.ts"

/** Signs the next content of a file after a fresh passkey check; the server composes the same content from the same words. */
export async function signNextFile(
  officer: Officer,
  dep: string,
  next: { readonly file: "revoked" | "policy" | "issuers"; readonly seq: number; readonly content: Bytes },
) {
  const checked = await stepUp()
  if (!checked.ok) return checked
  const id = hexOf(crypto.getRandomValues(new Uint8Array(16)))
  const { file, seq, content } = next
  const bytes = writeFileChange({ v: 1, dep, id, file, seq, sha256: hexOf(sha256(content)) })
  const signed = await signChange(officer, dep, bytes)
  return signed ? ({ ok: true, value: signed } as const) : ({ ok: false, problem: "no-key" } as const)
}
