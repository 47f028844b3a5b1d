import { seededPolicy } from "@homesafe/domain"
import { noIssuers, unixSeconds, writeIssuers, writeRevoked } from "@homesafe/protocol"
import { NOW, TODAY, TRUST } from "@homesafe/protocol/deployment.test-support"
import { afterEach, expect, test, vi } from "vitest"
import { freshTablet } from "../gate.test-support.ts"
import { readSettings } from "../keys/settings.ts"
import { readFacts, renewFacts } from "./facts.ts"
import { quorum, serve } from "./serve.test-support.ts"

afterEach(() => vi.unstubAllGlobals())

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

test("hostile 38: issuers are believed of a head of the quorum; the head's time counts only with its files, and never goes back", async () => {
  const { database } = await freshTablet()
  const list = (id: string) => writeIssuers({ ...noIssuers, revoked: [id.repeat(16)] })
  const revoked = { seq: 1, file: writeRevoked(new Map()) }
  const renew = async (options: Parameters<typeof serve>[1]) => {
    serve(ledger, { revoked, signers: quorum, ...options })
    const facts = await renewFacts(database, NOW)
    return [facts?.issuers.revoked[0]?.slice(0, 2), facts?.listedAt]
  }
  const first = { issuers: { seq: 1, file: list("aa") } }
  const second = { issuers: { seq: 2, file: list("bb") } }
  expect(await renew({ ...first, t: NOW, signers: quorum.slice(1) })).toEqual([undefined, null])
  expect(await renew({ ...first, t: NOW })).toEqual(["aa", NOW])
  expect(await renew({ ...second, t: NOW + 60, isHeldBack: true }), "the new list is held back").toEqual(["aa", NOW])
  expect(await renew({ ...second, t: NOW + 120 })).toEqual(["bb", NOW + 120])
  expect(await renew({ ...first, t: NOW + 180 }), "an older number").toEqual(["bb", NOW + 120])
  expect(await renew({ t: NOW + 180 }), "no list of issuers any more").toEqual(["bb", NOW + 120])
  expect(await renew({ ...second, t: NOW + 30 }), "an older head").toEqual(["bb", NOW + 120])
})
