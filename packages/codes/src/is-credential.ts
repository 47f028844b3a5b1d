import type { CredentialFormat } from "./credential.ts"

const PREFIXES: readonly (readonly [prefix: string, format: CredentialFormat])[] = [
  ["HC1:", "eu-dcc"],
  ["shc:/", "smart-health-card"],
  ["shlink:/", "smart-health-link"],
  ["NZCP:/", "nz-pass"],
  ["HKSARG|VAC|", "hong-kong"],
  ["HKSARG|EVT|", "hong-kong"],
  ["HKSARG|MEC|", "hong-kong"],
]

/** Which kind of health document a scanned text begins as; by its prefix alone, nothing is read. */
export function isCredential(text: string): CredentialFormat | null {
  return PREFIXES.find(([prefix]) => text.startsWith(prefix))?.[1] ?? null
}
