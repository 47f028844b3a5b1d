import type { Credential, CredentialFormat, ReadingContext } from "../credential.ts"
import { isCredential } from "../is-credential.ts"
import { MOST_DIGITS } from "./join-chunks.ts"
import { nothingSaid } from "./judge.ts"
import { readEuDcc } from "./read-eu-dcc.ts"
import { readHongKong } from "./read-hong-kong.ts"
import { readNzPass } from "./read-nz-pass.ts"
import { readSmartHealthCard } from "./read-smart-health-card.ts"

const READERS: Readonly<
  Record<CredentialFormat, (text: string, context: ReadingContext) => Credential | Promise<Credential>>
> = {
  "eu-dcc": readEuDcc,
  "smart-health-card": readSmartHealthCard,
  // A link names a server that holds the document; nothing here asks a server.
  "smart-health-link": () => nothingSaid("smart-health-link", "needs-network"),
  "nz-pass": readNzPass,
  "hong-kong": readHongKong,
}

// The largest QR code holds 4,296 letters and digits; only the codes of one SMART Health Card, joined, are longer.
const LONGEST: Readonly<Record<CredentialFormat, number>> = {
  "eu-dcc": 16_384,
  "smart-health-card": MOST_DIGITS + 16,
  "smart-health-link": 16_384,
  "nz-pass": 16_384,
  "hong-kong": 16_384,
}

/** Reads a scanned text as a health document; null: it is none. Never throws. Several codes of one document go through `joinChunks` first. */
export async function readCredential(text: string, context: ReadingContext): Promise<Credential | null> {
  const format = isCredential(text)
  if (format === null) return null
  if (text.length > LONGEST[format]) return nothingSaid(format, "too-large")
  return READERS[format](text, context)
}
