import {
  type Policy,
  type SignedEnvelope,
  signEnvelope,
  textOfUtf8,
  unixSeconds,
  writeCatalogue,
  writeEnvelope,
  writePolicy,
} from "@homesafe/protocol"
import { DEP, NOW, secretOf, signTrust, TRUST } from "@homesafe/protocol/deployment.test-support"
import { makeManifest, namedFile, signManifest } from "@homesafe/protocol/publisher"
import { vi } from "vitest"
import { CATALOGUE } from "../gate.test-support.ts"

const json = (envelope: SignedEnvelope): unknown => JSON.parse(textOfUtf8(writeEnvelope(envelope)) ?? "")

function signed(bytes: Uint8Array<ArrayBuffer>, label: "VT1/catalogue" | "VT1/policy", seq: number, by = "publisher") {
  return { bytes, sigs: [signEnvelope(bytes, { label, dep: DEP, seq, role: "publisher" }, secretOf(by))] }
}

const trust = signTrust(TRUST, ["root-1", "root-2"])
const catalogue = signed(writeCatalogue(CATALOGUE), "VT1/catalogue", CATALOGUE.seq)

interface SeqFile {
  readonly seq: number
  readonly file: Uint8Array<ArrayBuffer>
}

/** The public server as it answers with this ledger. */
export function serve(
  policy: Policy,
  {
    by = "publisher",
    t = NOW,
    revoked = { seq: 1, file: new Uint8Array(1) },
    issuers,
    isHeldBack = false,
    signers = [],
  }: {
    readonly by?: string
    readonly t?: number
    readonly revoked?: SeqFile
    readonly issuers?: SeqFile
    /** The head names the list of issuers, and nobody gets it. */
    readonly isHeldBack?: boolean
    /** Who has signed the head. */
    readonly signers?: readonly (readonly ["publisher" | "verifier" | "witness", string])[]
  } = {},
): void {
  const files = new Map<string, Uint8Array<ArrayBuffer>>()
  const put = (bytes: Uint8Array<ArrayBuffer>) => {
    const file = namedFile(bytes)
    files.set(file.sha256, bytes)
    return { seq: 1, ...file }
  }
  const none = put(new Uint8Array(1))
  const shard = namedFile(new Uint8Array(1))
  const cells = { salt: "00".repeat(16), cells: [{ cell: 0, n: 0, ...shard }], texts: shard }
  const manifest = makeManifest({
    ...{
      dep: DEP,
      seq: 1,
      prev: "00".repeat(32),
      t: unixSeconds(t),
      batch: cells,
      snapshot: { upTo: 1, ...cells },
      hold: [],
    },
    ...{ chain: none, notices: none },
    revoked: { ...put(revoked.file), seq: revoked.seq },
    ...(issuers ? { issuers: { ...(isHeldBack ? namedFile : put)(issuers.file), seq: issuers.seq } } : {}),
    trust: put(writeEnvelope(trust)),
    catalogue: put(writeEnvelope(catalogue)),
    policy: put(writeEnvelope(signed(writePolicy(policy), "VT1/policy", policy.seq, by))),
  })
  const sign = ([role, name]: readonly ["publisher" | "verifier" | "witness", string]) =>
    signManifest(manifest, { dep: DEP, seq: 1, role }, secretOf(name))
  const names = { en: "Test Authority", hant: "測試機關" }
  const described = { v: 1, dep: DEP, authority: names, hotline: "", timeZone: "Asia/Hong_Kong", demonstration: false }
  const answers = new Map<string, unknown>([
    ["/deployment.json", { ...described, trust: json(trust), catalogue: json(catalogue) }],
    ["/feed/head", json({ bytes: manifest, sigs: signers.map(sign) })],
  ])
  vi.stubGlobal("fetch", async (url: string) => {
    const file = files.get(url.replace("/feed/", ""))
    if (file) return new Response(file)
    return answers.has(url) ? Response.json(answers.get(url)) : new Response(null, { status: 404 })
  })
}

/** Everybody whose signature makes a head count. */
export const quorum = [
  ["publisher", "publisher"],
  ["verifier", "verifier-1"],
  ["verifier", "verifier-2"],
  ["witness", "witness"],
] as const
