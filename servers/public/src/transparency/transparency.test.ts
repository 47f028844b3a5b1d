import { randomBytes } from "node:crypto"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import type { TransparencyFigures } from "@homesafe/api"
import { seedCatalogue, seededPolicy } from "@homesafe/domain"
import { languages } from "@homesafe/i18n"
import {
  type Bytes,
  ed25519PublicKey,
  keyIdOf,
  namedFile,
  readManifest,
  type SignedEnvelope,
  serviceDay,
  signEnvelope,
  unixSeconds,
  utf8Of,
  writeBuildNames,
  writeCatalogue,
  writeEnvelope,
  writeManifest,
  writePolicy,
  writeTrustList,
} from "@homesafe/protocol"
import type { FastifyInstance } from "fastify"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { createLinkApp, createPublicApp } from "../app.ts"
import { feedDirectory } from "../feed/feed-store.ts"
import { listOf } from "../feed/list.test-support.ts"
import { NOON, startPublic, type TestPublic } from "../public.test-support.ts"

let server: TestPublic
let app: FastifyInstance
let link: FastifyInstance
let dir: string

const seeds = { root: new Uint8Array(randomBytes(32)), publisher: new Uint8Array(randomBytes(32)) }
const jsonOf = (envelope: SignedEnvelope) => JSON.parse(Buffer.from(writeEnvelope(envelope)).toString())

beforeAll(async () => {
  server = await startPublic()
})
afterAll(() => server.stop())
beforeEach(async () => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-face-"))
  const deps = { ...server.deps, feed: feedDirectory(dir) }
  await deps.db.deleteFrom("transparency").execute()
  app = await createPublicApp(deps)
  link = await createLinkApp(deps)
  return async () => {
    await app.close()
    await link.close()
    fs.rmSync(dir, { recursive: true, force: true })
  }
})

const { dep } = { dep: "0011223344556677" }
const sign = (
  label: "VT1/transparency" | "VT1/policy" | "VT1/catalogue",
  seq: number,
  bytes: Bytes,
): SignedEnvelope => ({
  bytes,
  sigs: [signEnvelope(bytes, { label, dep, seq, role: "publisher" }, seeds.publisher)],
})

/** A trust list with this publisher. */
function trustOf(seq: number, publisher: Uint8Array): Bytes {
  const key = (role: "root" | "publisher", secret: Uint8Array) => {
    const pub = ed25519PublicKey(secret)
    return { id: keyIdOf(pub), role, pub, from: serviceDay(0), until: serviceDay(65_535) }
  }
  return writeTrustList({
    v: 1,
    dep,
    seq,
    t: NOON,
    exp: unixSeconds(NOON + 86_400 * 30),
    offset: 14_400,
    every: 21_600,
    hosts: ["go.test"],
    cardBits: 0,
    plate: null,
    chaff: "day",
    quorum: { publisher: 1, verifier: 1, witness: 0 },
    rootThreshold: 1,
    keys: [key("root", seeds.root), key("publisher", publisher)],
  })
}

/** Puts the deployment's description there, as the supervisor does. */
async function describeDeployment(): Promise<void> {
  const trust = trustOf(1, seeds.publisher)
  const rest = { v: 1, dep, authority: server.deps.authority, hotline: "2000 1234", timeZone: "Asia/Hong_Kong" }
  const envelopes = { trust: jsonOf({ bytes: trust, sigs: [] }), catalogue: { bytes: "", sigs: [] } }
  const text = JSON.stringify({ ...rest, demonstration: true, ...envelopes })
  await feedDirectory(dir).putNamed("deployment.json", utf8Of(text))
}

/** Publishes a list with the ledger, and a trust list where one is given, as the authority's server puts it there. */
async function publishLedger(newTrust?: SignedEnvelope): Promise<void> {
  const feed = feedDirectory(dir)
  const put = async (envelope: SignedEnvelope, seq = 1) => {
    const file = writeEnvelope(envelope)
    await feed.put(namedFile(file).sha256, file)
    return { seq, ...namedFile(file) }
  }
  const made = readManifest(new Uint8Array(Buffer.from(listOf(dep, 2).head.bytes, "base64url")))
  if (!made.ok) throw new Error(made.problem)
  const policy = await put(sign("VT1/policy", 1, writePolicy(seededPolicy())))
  const catalogue = await put(sign("VT1/catalogue", 1, writeCatalogue(seedCatalogue(1))))
  const trust = newTrust ? await put(newTrust, 2) : made.value.trust
  const bytes = writeManifest({ ...made.value, policy, catalogue, trust })
  await feed.putNamed("head", writeEnvelope({ bytes, sigs: [] }))
}

const week = { registered: [], warnings: [], corrections: 0, withdrawals: 0, codes: 0 }
function figures(seq: number, more: Partial<TransparencyFigures> = {}): TransparencyFigures {
  const told = {
    recipient: "court",
    office: "High <b>Court</b>",
    basis: "Order HCAL 1/2032",
    people: 2,
    day: "2025-05-30",
  } as const
  const disclosures = [{ ...told, classes: ["case-visits" as const] }]
  const register = { v: 1, dep, t: NOON, disclosures, key: "00".repeat(4), sig: "00".repeat(64) } as const
  const weeks = [{ ...week, week: 20_234, warnings: [{ category: 1, least: 15 }], withdrawals: 5 }]
  return { v: 1, dep, seq, t: NOON, weeks, register, ...more }
}
const signed = (file: object, seq: number) => jsonOf(sign("VT1/transparency", seq, utf8Of(JSON.stringify(file))))
const put = async (payload: object) => {
  const headers = { authorization: `Bearer ${server.deps.linkToken}` }
  const reply = await link.inject({ method: "PUT", url: "/link/transparency", headers, payload })
  return reply.statusCode === 200 ? "kept" : reply.json().problem
}
const data = async () => (await app.inject({ url: "/transparency/data.json" })).json()

describe("the signed figures", () => {
  test("are kept when the publisher signed them, and are served as they were signed", async () => {
    expect(await put(signed(figures(7), 7))).toBe("not-ready")
    await describeDeployment()
    expect(await data()).toEqual({ signed: null, figures: null })
    const envelope = signed(figures(7), 7)
    expect(await put(envelope)).toBe("kept")
    expect(await data()).toEqual({ signed: envelope, figures: figures(7) })
  })

  test("are refused when a byte, the number, the signer, the deployment or the kind of file is another", async () => {
    await describeDeployment()
    const envelope = signed(figures(7), 7)
    const bytes = (file: object) => Buffer.from(JSON.stringify(file)).toString("base64url")
    const altered = figures(7, { weeks: [] })
    expect(await put({ ...envelope, bytes: bytes(altered) })).toBe("malformed")
    expect(await put(signed(figures(7), 8))).toBe("malformed")
    expect(await put({ ...envelope, sigs: [] })).toBe("malformed")
    const other = "ff".repeat(8)
    expect(await put(signed(figures(7, { dep: other }), 7))).toBe("malformed")
    expect(await put(jsonOf(sign("VT1/policy", 7, utf8Of(JSON.stringify(figures(7))))))).toBe("malformed")
    const root = utf8Of(JSON.stringify(figures(7)))
    const thing = { label: "VT1/transparency", dep, seq: 7, role: "publisher" } as const
    expect(await put(jsonOf({ bytes: root, sigs: [signEnvelope(root, thing, seeds.root)] }))).toBe("malformed")
    expect((await data()).figures).toBeNull()
  })

  test("are refused where a number is finer than five, whoever signed it", async () => {
    await describeDeployment()
    for (const wrong of [
      { codes: 3 },
      { warnings: [{ category: 1, least: 1 }] },
      { warnings: [{ category: 1, least: 7 }] },
    ]) {
      const weeks = [{ ...week, week: 20_234, ...wrong }]
      expect(await put(signed(figures(7, { weeks }), 7))).toBe("malformed")
    }
  })

  test("an older file told again, after a newer one or by another copy, changes nothing", async () => {
    await describeDeployment()
    await Promise.all([put(signed(figures(9), 9)), put(signed(figures(8), 8))])
    await put(signed(figures(7), 7))
    expect((await data()).figures.seq).toBe(9)
  })

  test("a publisher of a newer trust list signs when the roots agreed to that list, and not when they did not", async () => {
    await describeDeployment()
    const next = new Uint8Array(randomBytes(32))
    const bytes = utf8Of(JSON.stringify(figures(7)))
    const thing = { label: "VT1/transparency", dep, seq: 7, role: "publisher" } as const
    const envelope = jsonOf({ bytes, sigs: [signEnvelope(bytes, thing, next)] })
    const trust = trustOf(2, next)
    const rooted = { label: "VT1/trust", dep, seq: 2, role: "root" } as const
    await publishLedger({ bytes: trust, sigs: [signEnvelope(trust, rooted, next)] })
    expect(await put(envelope)).toBe("malformed")
    await publishLedger({ bytes: trust, sigs: [signEnvelope(trust, rooted, seeds.root)] })
    expect(await put(envelope)).toBe("kept")
  })

  test("altered where they lie, they are not shown", async () => {
    await describeDeployment()
    await put(signed(figures(7), 7))
    const envelope = { ...signed(figures(7), 7), bytes: Buffer.from("{}").toString("base64url") }
    await server.deps.db
      .updateTable("transparency")
      .set({ envelope: JSON.stringify(envelope) })
      .execute()
    expect(await data()).toEqual({ signed: null, figures: null })
  })
})

describe("the page", () => {
  test("says what is known in each language, without scripts and without cookies, also before anything is published", async () => {
    for (const isPublished of [false, true]) {
      if (isPublished) {
        await describeDeployment()
        await publishLedger()
        await put(signed(figures(7), 7))
      }
      for (const language of languages) {
        const page = await app.inject({ url: `/transparency/${language}` })
        expect(page.statusCode).toBe(200)
        expect(page.body).toContain(`<html lang="${language}">`)
        expect(page.body).not.toMatch(/<script|<iframe|<img|\son\w+=|javascript:/i)
        expect(page.headers["set-cookie"]).toBeUndefined()
        expect(page.headers["content-security-policy"]).toMatch(/^default-src 'none'; style-src 'self';/)
        expect(page.body.includes("<td>15+</td>")).toBe(isPublished)
      }
    }
    const chosen = await app.inject({ url: "/transparency", headers: { "accept-language": "zh-CN, en;q=0.5" } })
    expect(chosen.body).toContain('<html lang="zh-Hans">')
  })

  test("shows every signed rule with its days, who decided and why, and an office's name as text", async () => {
    await describeDeployment()
    await publishLedger()
    await put(signed(figures(7), 7))
    const { body } = await app.inject({ url: "/transparency/en" })
    const { entries } = seededPolicy()
    expect(entries.length).toBeGreaterThan(3)
    expect(body.split("<dt>Reason</dt>")).toHaveLength(entries.length + 1)
    expect(body).toContain("High &lt;b&gt;Court&lt;/b&gt;")
    expect(body).not.toContain("<b>")
  })

  test("names the builds only when the roots have signed them", async () => {
    await describeDeployment()
    const names = writeBuildNames({
      phone: "aa".repeat(32),
      venue: "bb".repeat(32),
      gate: "cc".repeat(32),
      console: "dd".repeat(32),
    })
    const by = async (secret: Uint8Array) => {
      const thing = { label: "VT1/builds", dep, seq: 1, role: "root" } as const
      const envelope = writeEnvelope({ bytes: names, sigs: [signEnvelope(names, thing, secret)] })
      await feedDirectory(dir).putNamed("build-signature.json", envelope)
      return (await app.inject({ url: "/transparency/en" })).body
    }
    expect(await by(seeds.publisher)).toContain("The root keys have not signed")
    const page = await by(seeds.root)
    for (const byte of ["aa", "bb", "cc", "dd"]) expect(page).toContain(byte.repeat(32))
  })
})
