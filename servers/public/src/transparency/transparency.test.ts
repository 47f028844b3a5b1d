import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import type { SignedTransparency, TransparencyText } from "@homesafe/api"
import {
  bytesOfHex,
  concatBytes,
  ed25519PublicKey,
  ed25519Sign,
  hexOf,
  keyIdOf,
  serviceDay,
  sha256,
  unixSeconds,
  utf8Of,
  writeTrustList,
} from "@homesafe/protocol"
import { DEP, NOW, secretOf, TRUST } from "@homesafe/protocol/deployment.test-support"
import { afterEach, beforeEach, expect, test } from "vitest"
import { type FeedStore, feedDirectory } from "../feed/feed-store.ts"
import { writeDocument } from "./documents.ts"
import { keepTransparency, readTransparency } from "./keep-transparency.ts"

let dir: string
let feed: FeedStore

beforeEach(async () => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-transparency-"))
  feed = feedDirectory(dir)
  const pub = ed25519PublicKey(secretOf("keeper"))
  const keeper = { id: keyIdOf(pub), role: "keeper", pub, from: serviceDay(18_000), until: serviceDay(21_000) } as const
  const bytes = Buffer.from(writeTrustList({ ...TRUST, keys: [...TRUST.keys, keeper] })).toString("base64url")
  const names = { en: "Health", hant: "衞生署" }
  const rest = { v: 1, dep: DEP, authority: names, hotline: "1", timeZone: "+08:00", demonstration: false }
  const described = { ...rest, trust: { bytes, sigs: [] }, catalogue: { bytes: "", sigs: [] } }
  await feed.putNamed("deployment.json", utf8Of(JSON.stringify(described)))
})
afterEach(() => fs.rmSync(dir, { recursive: true, force: true }))

const said = (change: Partial<TransparencyText> = {}): TransparencyText => ({
  ...{ v: 1, dep: DEP, t: NOW, venues: [], weeks: [], warnings: [], disclosures: [] },
  ...change,
})
function sign(what: object, secret = secretOf("keeper"), dep = DEP): SignedTransparency {
  const text = JSON.stringify(what)
  const statement = concatBytes(utf8Of("HomeSafe/transparency"), bytesOfHex(dep), sha256(utf8Of(text)))
  return { text, key: keyIdOf(ed25519PublicKey(secret)), sig: hexOf(ed25519Sign(secret, statement)) }
}
const keep = (signed: SignedTransparency) => keepTransparency({ feed, dep: DEP }, signed)
const kept = async () => (await readTransparency(feed))?.said

test("what the keeper signed for this deployment is kept; the same again, and an older one, change nothing", async () => {
  expect(await kept()).toBeUndefined()
  const venues = [{ category: 1, count: 7 }]
  const newest = sign(said({ venues, t: unixSeconds(NOW + 60) }))
  for (const each of [sign(said()), newest, newest, sign(said())])
    expect(await keep(each)).toEqual({ ok: true, value: {} })
  expect(await kept()).toMatchObject({ venues, t: NOW + 60 })
})

test("what another key signed, what was changed, and what is another deployment's is refused", async () => {
  const good = sign(said())
  const other = "00".repeat(8)
  for (const [bad, problem] of [
    [sign(said(), secretOf("issuer")), "bad-signature"],
    [{ ...sign(said(), secretOf("issuer")), key: good.key }, "bad-signature"],
    [{ ...good, text: good.text.replace('"venues":[]', '"venues":[{"category":1,"count":9}]') }, "bad-signature"],
    [sign(said(), secretOf("keeper"), other), "bad-signature"],
    [sign(said({ dep: other })), "malformed"],
    [sign({ ...said(), extra: 1 }), "malformed"],
  ] as const)
    expect(await keep(bad)).toMatchObject({ ok: false, problem })
  expect(await kept()).toBeUndefined()
})

test("each document is a page without scripts, and no other file is one", async () => {
  for (const name of ["specification", "security-assessment", "privacy-impact-assessment"]) {
    const page = await writeDocument(name)
    expect(page, name).toContain("<h1>")
    expect(page).not.toMatch(/<script|<img|<iframe/)
  }
  for (const name of ["../README", "spec/README.md", "adr", ""]) expect(await writeDocument(name)).toBeUndefined()
})
