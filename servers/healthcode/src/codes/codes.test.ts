import { randomUUID } from "node:crypto"
import { ed25519PublicKey, unixSeconds, verifyHealthCode } from "@homesafe/protocol"
import { afterAll, beforeAll, expect, test } from "vitest"
import {
  addAccepted,
  addOfficer,
  addResident,
  type Caller,
  NOON,
  profile,
  startHealth,
  type TestHealth,
} from "../health.test-support.ts"
import { receiveHandOver } from "../partners/receive-hand-over.ts"
import { holderCheckOf } from "./holder-check.ts"

let health: TestHealth
beforeAll(async () => {
  health = await startHealth()
}, 60_000)
afterAll(() => health.stop())

const keys = () => [ed25519PublicKey(health.deps.keys.signing)]
const trust = () => ({ dep: health.deps.dep, keys: keys(), revoked: new Set<number>() })
const declare = (ask: Caller, kind: string, on = "2025-06-02", id: string = randomUUID()) =>
  ask("PUT", `/declarations/${id}`, { kind, on })
const colour = async (ask: Caller) => (await ask("POST", "/code", {})).body.colour
/** Appeals, and has an officer answer. */
async function appealAnswered(ask: Caller, answer: (read: { declarations: { id: string }[] }) => object) {
  const id = randomUUID()
  await ask("PUT", `/appeals/${id}`, { text: "The visit was not mine." })
  const officer = await addOfficer(health, ["appeals"])
  await officer.ask("POST", "/officer/appeals/claim", {})
  const read = await officer.ask("POST", `/officer/appeals/${id}/read`, {})
  return officer.ask("POST", `/officer/appeals/${id}/answer`, answer(read.body))
}

test("a code is signed for an accepted person, checked without a network, and kept nowhere", async () => {
  const { ask } = await addAccepted(health)
  const before = await health.deps.db.introspection.getTables()
  const { body } = await ask("POST", "/code", {})
  expect(body).toMatchObject({ colour: "green", holder: { initials: "CTM", suffix: "4563" }, milderOn: null })
  const checked = verifyHealthCode(body.text, trust(), unixSeconds(NOON + 600))
  expect(checked).toMatchObject({ ok: true, value: { colour: "green", validMinutes: 15, paper: null } })
  expect(verifyHealthCode(body.text, trust(), unixSeconds(NOON + 1_100))).toEqual({ ok: false, problem: "expired" })
  expect(before.map(({ name }) => name).filter((name) => /code/.test(name))).toEqual(["paper_codes"])
})

test("whoever is not accepted has no code, declares nothing and shares nothing", async () => {
  const { ask } = await addResident(health)
  const box = Buffer.alloc(100).toString("base64url")
  const replies = [
    await ask("POST", "/code", {}),
    await declare(ask, "symptoms"),
    await ask("PUT", `/shares/${"ab".repeat(16)}`, { box }),
    await ask("POST", "/hand-overs", { audience: "https://partner.test", nonce: "00".repeat(16) }),
  ]
  expect(replies.map(({ body }) => body.problem)).toEqual(Array(4).fill("not-in-this-state"))
})

test("green to amber by an exposure result that the person declares, with the reason, its basis and its last day", async () => {
  const { ask } = await addAccepted(health)
  expect(await colour(ask)).toBe("green")
  expect((await declare(ask, "exposure-result", "2025-06-01")).status).toBe(200)
  const { body } = await ask("POST", "/code", {})
  expect([body.colour, body.milderOn, body.rules]).toEqual(["amber", "2025-06-09", 1])
  expect(body.reasons).toMatchObject([{ reason: "exposure-result", basis: { hant: "示範命令第1號第2條" } }])
})

test("a declaration is of the last 31 days, is kept once however often it is sent, and is nobody else's", async () => {
  const { ask } = await addAccepted(health)
  const id = randomUUID()
  for (const _ of [1, 2]) expect((await declare(ask, "symptoms", "2025-06-02", id)).status).toBe(200)
  expect((await ask("GET", "/declarations")).body.declarations).toMatchObject([
    { id, kind: "symptoms", setAside: false },
  ])
  for (const on of ["2025-06-03", "2025-05-02"])
    expect((await declare(ask, "symptoms", on)).body.problem).toBe("malformed")
  const other = await addAccepted(health)
  expect((await other.ask("GET", "/declarations")).body.declarations).toEqual([])
  expect(await colour(other.ask)).toBe("green")
})

test("an appeal that is upheld takes the declaration out of account, and the colour follows from the rules", async () => {
  const { ask } = await addAccepted(health)
  await declare(ask, "exposure-result")
  const answered = await appealAnswered(ask, ({ declarations }) => ({
    outcome: "set-aside",
    setAside: declarations.map(({ id }) => id),
    text: "We have looked at it. The result does not count.",
  }))
  expect(answered.status).toBe(200)
  expect(await colour(ask)).toBe("green")
  const [appeal] = (await ask("GET", "/appeals")).body.appeals
  expect(appeal).toMatchObject({ colour: "amber", answer: { outcome: "set-aside" } })
})

test("an appeal that is not upheld changes nothing, and says why", async () => {
  const { ask } = await addAccepted(health)
  await declare(ask, "positive-test")
  const answer = { outcome: "stands", setAside: [], text: "The test is valid." }
  expect((await appealAnswered(ask, () => answer)).status).toBe(200)
  expect(await colour(ask)).toBe("red")
  expect((await ask("GET", "/appeals")).body.appeals[0].answer.text).toBe("The test is valid.")
})

test("one appeal at a time, none against green, and an officer sets nothing aside that is not this person's", async () => {
  const { ask } = await addAccepted(health)
  expect((await ask("PUT", `/appeals/${randomUUID()}`, { text: "Why?" })).body.problem).toBe("not-in-this-state")
  await declare(ask, "exposure-result")
  const other = await addAccepted(health)
  await declare(other.ask, "exposure-result")
  const [theirs] = (await other.ask("GET", "/declarations")).body.declarations
  const answered = await appealAnswered(ask, () => ({ outcome: "set-aside", setAside: [theirs.id], text: "No." }))
  expect(answered.body.problem).toBe("malformed")
  expect(await colour(other.ask)).toBe("amber")
  expect((await ask("PUT", `/appeals/${randomUUID()}`, { text: "Again" })).body.problem).toBe("not-in-this-state")
})

test("the officer who reads an appeal sees no name, and only after an entry in the log", async () => {
  const { ask } = await addAccepted(health)
  await declare(ask, "exposure-result")
  const id = randomUUID()
  await ask("PUT", `/appeals/${id}`, { text: "It was not me." })
  const officer = await addOfficer(health, ["appeals"])
  const claimed: string[] = []
  while (!claimed.includes(id)) {
    const next = (await officer.ask("POST", "/officer/appeals/claim", {})).body.id
    if (next === null || claimed.includes(next)) break
    claimed.push(next)
    if (next !== id)
      await officer.ask("POST", `/officer/appeals/${next}/answer`, { outcome: "stands", setAside: [], text: "." })
  }
  const { body } = await officer.ask("POST", `/officer/appeals/${id}/read`, {})
  expect(body.text).toBe("It was not me.")
  const text = JSON.stringify(body)
  expect([profile.latinName, profile.documentNumber, profile.address].filter((said) => text.includes(said))).toEqual([])
  const log = await health.deps.db.selectFrom("audit").selectAll().orderBy("seq", "desc").limit(1).executeTakeFirst()
  expect(log).toMatchObject({ act: "read-appeal", officer: officer.id, subject: id })
})

test("a hand-over is for one partner and one question of it, and is taken once", async () => {
  const { ask } = await addAccepted(health)
  const [aud, nonce] = ["https://partner.test", "0a".repeat(16)]
  expect((await ask("POST", "/hand-overs", { audience: "https://other.test", nonce })).status).toBe(404)
  const { token } = (await ask("POST", "/hand-overs", { audience: aud, nonce })).body
  const asked = new Set([nonce])
  const receiver = { iss: health.deps.dep, aud, keys: keys(), spend: (each: string) => asked.delete(each) }
  const receive = (given: string, change: Partial<typeof receiver> = {}, at = NOON as number) => {
    const read = receiveHandOver(given, { ...receiver, ...change }, at)
    return read.ok ? read.value.colour : read.problem
  }
  expect(receive(token, { aud: "https://other.test" })).toBe("other-audience")
  expect(receive(token, { iss: "8899aabbccddeeff" })).toBe("other-issuer")
  expect(receive(token, { keys: [new Uint8Array(32).fill(1)] })).toBe("unknown-key")
  expect(receive(token, {}, NOON + 361)).toBe("expired")
  expect(receive(token, {}, NOON - 61)).toBe("not-yet")
  const [head = "", body = "", sig = ""] = token.split(".")
  const none = Buffer.from(JSON.stringify({ alg: "none", kid: "x", typ: "homesafe-health+jwt" })).toString("base64url")
  expect(receive(`${none}.${body}.${sig}`)).toBe("malformed")
  const red = Buffer.from(Buffer.from(body, "base64url").toString().replace("green", "amber")).toString("base64url")
  expect(receive(`${head}.${red}.${sig}`)).toBe("bad-signature")
  // Nothing above has used the question up.
  expect(receive(token)).toBe("green")
  expect(receive(token)).toBe("not-asked")
  expect(receive("")).toBe("malformed")
})

test("holder checks are made from what is there", () => {
  const of = (latinName: string) => holderCheckOf({ ...profile, latinName }).initials
  expect(["Ng", "ÉLODIE Ångström-Øster", "DE LA CRUZ Maria Anna", "O'Brien"].map(of)).toEqual([
    "N",
    "EAO",
    "DLCM",
    "OB",
  ])
})
