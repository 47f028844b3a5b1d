import {
  base64urlOf,
  type Hex,
  namedFile,
  type UnixSeconds,
  unixSeconds,
  utf8Of,
  writeManifest,
} from "@homesafe/protocol"
import { NOON } from "../public.test-support.ts"

/** A list and the nine files that it names. */
export function listOf(dep: Hex, seq: number, t: UnixSeconds = NOON) {
  const parts = ["chain", "catalogue", "trust", "revoked", "policy", "notices", "cell", "texts", "snapshot"] as const
  const files = parts.map((part) => utf8Of(`${part} ${seq}`))
  const [chain, catalogue, trust, revoked, policy, notices, cell, texts, snapshot] = parts.map((part) =>
    namedFile(utf8Of(`${part} ${seq}`)),
  )
  if (!chain || !catalogue || !trust || !revoked || !policy || !notices || !cell || !texts || !snapshot)
    throw new Error("a file has no name")
  const numbered = (file: typeof chain) => ({ seq, ...file })
  const salt = "00".repeat(16)
  const manifest = writeManifest({
    v: 1,
    dep,
    seq,
    prev: "00".repeat(32),
    t,
    exp: unixSeconds(t + 48 * 3600),
    batch: { salt, cells: [{ cell: 1, n: 1, ...cell }], texts },
    snapshot: { upTo: seq, salt, cells: [{ cell: 1, n: 1, ...snapshot }], texts },
    chain: numbered(chain),
    catalogue: numbered(catalogue),
    trust: numbered(trust),
    revoked: numbered(revoked),
    policy: numbered(policy),
    notices: numbered(notices),
    hold: [],
  })
  return { files, head: { bytes: base64urlOf(manifest), sigs: [] } }
}
