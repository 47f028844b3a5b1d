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
} from "@homesafe/protocol"
import { DEP, NOW, secretOf, signTrust, TRUST } from "@homesafe/protocol/deployment.test-support"
import { makeManifest, namedFile } from "@homesafe/protocol/publisher"
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
  { by = "publisher", t = NOW }: { readonly by?: string; readonly t?: number } = {},
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
    ...{ chain: none, revoked: none, notices: none },
    trust: put(writeEnvelope(trust)),
    catalogue: put(writeEnvelope(catalogue)),
    policy: put(writeEnvelope(signed(writePolicy(policy), "VT1/policy", policy.seq, by))),
  })
  const names = { en: "Test Authority", hant: "測試機關" }
  const described = { v: 1, dep: DEP, authority: names, hotline: "", timeZone: "Asia/Hong_Kong", demonstration: false }
  const answers = new Map<string, unknown>([
    ["/deployment.json", { ...described, trust: json(trust), catalogue: json(catalogue) }],
    ["/feed/head", json({ bytes: manifest, sigs: [] })],
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
