import { randomUUID } from "node:crypto"
import type { Trust } from "@homesafe/codes/credentials"
import { freshPair, trusted } from "@homesafe/codes/keys.test-support"
import { CERTIFICATE, dccClaims, dccOf, KID_TEXT, VACCINATION } from "@homesafe/codes/make.test-support"
import { unixSeconds } from "@homesafe/protocol"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { withAccount } from "../accounts/account-keys.ts"
import type { HealthDeps } from "../deps.ts"
import { addAccepted, NOON, startHealth, type TestHealth } from "../health.test-support.ts"
import { colourOf } from "./declare.ts"
import { linkCredential, readLinked, unlinkCredential } from "./link-credential.ts"

const pair = freshPair()
const key = trusted("eu-dcc", "AT", KID_TEXT, pair.spki)
let health: TestHealth
let deps: HealthDeps
let trust: Trust
let account: string

const shot = { ...VACCINATION, dt: "2025-05-01" }
const person = CERTIFICATE.nam
const certificate = (change: object = {}, hours = 48) =>
  dccOf(
    pair,
    dccClaims({ ver: "1.3.0", nam: person, dob: "1998-02-26", v: [shot], ...change }, [
      [4, NOON + hours * 3600],
      [6, NOON - 3600],
    ]),
  )

beforeAll(async () => {
  health = await startHealth()
  deps = { ...health.deps, trust: () => trust }
})
afterAll(() => health.stop())
beforeEach(async () => {
  trust = { keys: [key], revoked: new Set() }
  health.setNow(NOON)
  const own = { latinName: "Gabriele Musterfrau-Goessinger", chineseName: null, born: "1998-02-26" }
  account = (await addAccepted(health, own)).id
})

const link = (text: string, id = randomUUID()) => linkCredential(deps, account, id, [text])
const linked = async () => (await withAccount(deps, account, (tx, held) => readLinked(deps, tx, held)))?.shown
const done = { ok: true, value: {} }
const refused = (problem: string) => expect.objectContaining({ ok: false, problem })

describe("a health document of one's own", () => {
  test("is verified when it is linked, counts as a fact, and is linked once however often it is sent", async () => {
    const id = randomUUID()
    expect(await link(certificate(), id)).toEqual(done)
    expect(await link(certificate(), id)).toEqual(done)
    expect(await linked()).toEqual([
      { id, addedAt: NOON, counts: true, facts: [{ kind: "vaccination", on: "2025-05-01" }] },
    ])
    const colour = await withAccount(deps, account, (tx, held) => colourOf(deps, tx, held))
    expect(colour?.facts.credentials).toEqual([{ kind: "vaccination", daysAgo: 32 }])
  })

  test("that is altered, expired, of an unknown issuer, or no document is not linked", async () => {
    const text = certificate()
    const altered = `${text.slice(0, -6)}${text.at(-6) === "A" ? "B" : "A"}${text.slice(-5)}`
    expect(await link(altered)).toEqual(refused("not-verified"))
    expect(await link(certificate({}, -1))).toEqual(refused("not-verified"))
    expect(await link("a shopping list")).toEqual(refused("malformed"))
    trust = { keys: [], revoked: new Set() }
    expect(await link(certificate())).toEqual(refused("not-verified"))
    expect(await linked()).toEqual([])
  })

  test("of somebody else, by name or by birth date, is not linked", async () => {
    expect(await link(certificate({ nam: { ...person, gn: "Anna", gnt: "ANNA" } }))).toEqual(refused("another-person"))
    expect(await link(certificate({ dob: "1998-02-27" }))).toEqual(refused("another-person"))
    expect(await link(certificate({ dob: "" }))).toEqual(refused("another-person"))
  })

  test("counts no more when it has ended or was revoked, and is gone when it is taken back", async () => {
    const id = randomUUID()
    await link(certificate(), id)
    const readNow = async () => (await linked())?.map(({ counts }) => counts)
    health.setNow(unixSeconds(NOON + 49 * 3600))
    expect(await readNow()).toEqual([false])
    health.setNow(NOON)
    expect(await readNow()).toEqual([true])
    trust = { keys: [{ ...key, until: NOON - 1 }], revoked: new Set() }
    expect(await readNow()).toEqual([false])
    const colour = await withAccount(deps, account, (tx, held) => colourOf(deps, tx, held))
    expect(colour?.facts.credentials).toEqual([])
    await unlinkCredential(deps, account, id)
    await unlinkCredential(deps, account, id)
    expect(await linked()).toEqual([])
  })

  test("lies sealed: the database holds neither its text nor its name", async () => {
    const text = certificate()
    await link(text)
    const rows = await health.admin.selectFrom("credentials").selectAll().execute()
    const all = rows
      .map((row) => Buffer.concat([row.sealed, Buffer.from(JSON.stringify(row))]).toString("latin1"))
      .join("")
    for (const word of [text.slice(4, 40), "Musterfrau", "MUSTERFRAU"]) expect(all).not.toContain(word)
  })
})
