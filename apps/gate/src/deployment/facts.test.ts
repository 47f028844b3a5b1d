import { seededPolicy } from "@homesafe/domain"
import {
  type Policy,
  type SignedEnvelope,
  signEnvelope,
  textOfUtf8,
  unixSeconds,
  writeCatalogue,
  writeEnvelope,
  writePolicy,
  writeRevoked,
} from "@homesafe/protocol"
import { DEP, NOW, secretOf, signTrust, TODAY, TRUST } from "@homesafe/protocol/deployment.test-support"
import { makeManifest, namedFile, signManifest } from "@homesafe/protocol/publisher"
import { afterEach, expect, test, vi } from "vitest"
import { CATALOGUE, freshTablet } from "../gate.test-support.ts"
import { readSettings } from "../keys/settings.ts"
import { readFacts, renewFacts } from "./facts.ts"

afterEach(() => vi.unstubAllGlobals())

const json = (envelope: SignedEnvelope): unknown => JSON.parse(textOfUtf8(writeEnvelope(envelope)) ?? "")

function signed(bytes: Uint8Array<ArrayBuffer>, label: "VT1/catalogue" | "VT1/policy", seq: number, by = "publisher") {
  return { bytes, sigs: [signEnvelope(bytes, { label, dep: DEP, seq, role: "publisher" }, secretOf(by))] }
}

const trust = signTrust(TRUST, ["root-1", "root-2"])
const catalogue = signed(writeCatalogue(CATALOGUE), "VT1/catalogue", CATALOGUE.seq)

/** The public server as it answers with this ledger. */
function serve(
  policy: Policy,
  {
    by = "publisher",
    t = NOW,
    revoked = { seq: 1, file: new Uint8Array(1) },
    signers = [],
  }: {
    readonly by?: string
    readonly t?: number
    readonly revoked?: { readonly seq: number; readonly file: Uint8Array<ArrayBuffer> }
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

const ledger = seededPolicy()

test("the signed rules are fetched with the list, kept, and there without a network", async () => {
  const { database } = await freshTablet()
  serve(ledger)
  expect((await renewFacts(database, NOW))?.policy).toEqual(ledger)
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no network")))
  expect((await renewFacts(database, NOW))?.policy).toEqual(ledger)
  expect(await readFacts(database, unixSeconds(NOW + 72 * 3600))).toMatchObject({ policy: ledger, trust: TRUST })
})

test("a ledger that nobody signed, or an older one, changes nothing", async () => {
  const { database } = await freshTablet()
  serve(ledger)
  await renewFacts(database, NOW)
  serve({ ...ledger, seq: ledger.seq + 1, entries: [] }, { by: "a stranger" })
  expect((await renewFacts(database, NOW))?.policy).toEqual(ledger)
  serve({ ...ledger, seq: ledger.seq - 1, entries: [] })
  expect((await renewFacts(database, NOW))?.policy).toEqual(ledger)
})

test("hostile 37: a list that is newer than this device's clock is remembered as the time", async () => {
  const { database } = await freshTablet()
  serve(ledger, { t: NOW + 3600 })
  await renewFacts(database, NOW)
  expect((await readSettings(database)).seen).toBe(NOW + 3600)
})

const quorum = [
  ["publisher", "publisher"],
  ["verifier", "verifier-1"],
  ["verifier", "verifier-2"],
  ["witness", "witness"],
] as const

test("hostile 38: revoked venues are believed of a head that the quorum has signed, never of an older one, and are there without a network", async () => {
  const { database } = await freshTablet()
  const file = writeRevoked(new Map([["00".repeat(8), TODAY]]))
  serve(ledger, { revoked: { seq: 2, file }, signers: quorum.slice(0, 3) })
  expect((await renewFacts(database, NOW))?.revoked.size).toBe(0)
  serve(ledger, { revoked: { seq: 2, file }, signers: quorum })
  expect((await renewFacts(database, NOW))?.revoked).toEqual(new Map([["00".repeat(8), TODAY]]))
  serve(ledger, { revoked: { seq: 1, file: writeRevoked(new Map()) }, signers: quorum })
  expect((await renewFacts(database, NOW))?.revoked.size).toBe(1)
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no network")))
  expect((await readFacts(database, NOW))?.revoked.size).toBe(1)
  serve(ledger, { revoked: { seq: 3, file: writeRevoked(new Map()) }, signers: quorum })
  expect((await renewFacts(database, NOW))?.revoked.size).toBe(0)
})
