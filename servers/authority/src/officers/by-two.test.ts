import { randomUUID } from "node:crypto"
import * as api from "@homesafe/api"
import { unixSeconds } from "@homesafe/protocol"
import type { FastifyInstance } from "fastify"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { createAuthorityApp } from "../app.ts"
import { addOfficer, signIn, startAuthority, type TestAuthority } from "../authority.test-support.ts"
import { checkOfficerSignature } from "../decisions/check-officer-signature.ts"
import { decideAct } from "./decide-act.ts"
import { findOfficers } from "./find-officers.ts"
import { enrolOfficer, findInvitation, inviteFirstOfficer } from "./invitations.ts"
import { addPasskey } from "./passkey.test-support.ts"

const HOUR = 3_600
let authority: TestAuthority
let app: FastifyInstance
let later = 0
let [first, second, tracer] = ["", "", ""]

beforeAll(async () => {
  authority = await startAuthority()
  app = await createAuthorityApp(deps(), { problem: null })
})
afterAll(async () => {
  await app.close()
  await authority.stop()
})
beforeEach(async () => {
  later = 0
  const { db } = authority.deps
  for (const table of ["sessions", "invitations", "officer_acts", "passkeys", "signing_keys", "officers"] as const)
    await db.deleteFrom(table).execute()
  await db.updateTable("officer_rule").set({ two_since: 1 }).execute()
  first = (await addOfficer(authority.deps, ["administrator"])).id
  second = (await addOfficer(authority.deps, ["administrator"])).id
  tracer = (await addOfficer(authority.deps, ["tracer"])).id
})

function deps() {
  const { clock } = authority.deps
  return { ...authority.deps, clock: { now: () => unixSeconds(clock.now() + later) } }
}
async function ask(by: string, c: api.Contract, id: string, payload: object = {}, steppedUp = true) {
  const cookies = await signIn(deps(), by, steppedUp)
  const headers = { "sec-fetch-site": "same-origin" }
  const url = c.path.replace(":id", id)
  const reply = await app.inject({ method: c.method, url, headers, cookies, payload })
  const body: Record<string, never> = reply.json()
  return reply.statusCode === 200 ? body : body.problem
}
const invite = (by: string, id: string = randomUUID(), roles: string[] = ["tracer"]) =>
  ask(by, api.inviteOfficer, id, { roles })
const recover = (by: string, officer: string, id: string = randomUUID()) =>
  ask(by, api.recoverOfficer, id, { officer, reason: "lost the telephone" })
const decide = (by: string, id: string, agreed = true) => ask(by, api.decideOfficerAct, id, { agreed })
const link = async (by: string, id: string): Promise<string> =>
  String(((await ask(by, api.makeOfficerLink, id)) as unknown as { link?: string })?.link ?? "").split("#")[1] ?? ""
const newPasskey = () => ({ id: randomUUID(), publicKey: new Uint8Array(77), counter: 0, transports: [] })
const enrol = (token: string, name: string | null) => enrolOfficer(deps(), token, name, newPasskey())
const acts = async () =>
  (await authority.deps.db.selectFrom("audit").select("act").orderBy("seq", "desc").limit(4).execute()).map(
    (a) => a.act,
  )

describe("an invitation", () => {
  test("is made by two: whoever proposed it cannot agree, and there is no link before another administrator did", async () => {
    const id = randomUUID()
    expect(await invite(first, id)).toEqual({ state: "proposed" })
    expect(await ask(first, api.makeOfficerLink, id)).toBe("not-in-this-state")
    expect(await decide(first, id)).toBe("same-officer")
    expect(await decide(tracer, id)).toBe("not-allowed")
    expect(await decide(second, id)).toEqual({})
    expect(await decide(second, id), "sent again").toEqual({})
    expect(await invite(first, id), "sent again").toEqual({ state: "agreed" })
    expect(await ask(tracer, api.makeOfficerLink, id)).toBe("not-allowed")
    const [void_, token] = [await link(first, id), await link(second, id)]
    expect(await enrol(void_, "Somebody"), "a link that another one replaced").toBeUndefined()
    expect(await enrol(token, null), "without a name").toBeUndefined()
    expect(await enrol(token, "Somebody")).toMatchObject({ name: "Somebody", roles: ["tracer"] })
    expect(await enrol(token, "Somebody"), "a second time").toBeUndefined()
    expect(await acts()).toEqual(["enrol-officer", "make-officer-link", "make-officer-link", "agree-officer-act"])
  })

  test("needs the role and a fresh check, and its id is nobody else's", async () => {
    const id = randomUUID()
    expect(await invite(tracer)).toBe("not-allowed")
    expect(await ask(first, api.inviteOfficer, id, { roles: ["tracer"] }, false)).toBe("step-up-needed")
    expect(await invite(first, id)).toEqual({ state: "proposed" })
    expect(await invite(second, id)).toBe("not-in-this-state")
    expect(await ask(second, api.decideOfficerAct, id, { agreed: true }, false)).toBe("step-up-needed")
    expect(await decide(second, randomUUID())).toBe("not-found")
  })

  test("can be refused, taken back, also with its link, and is over after two days", async () => {
    const [refused, back, given, late] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
    for (const id of [refused, back, given, late]) await invite(first, id)
    expect(await decide(tracer, refused, false)).toBe("not-allowed")
    expect(await decide(second, refused, false)).toEqual({})
    expect(await decide(second, refused, false), "sent again").toEqual({})
    expect(await decide(second, refused)).toBe("not-in-this-state")
    expect(await decide(first, back, false)).toEqual({})
    expect(await decide(second, back)).toBe("not-in-this-state")
    await decide(second, given)
    const token = await link(first, given)
    expect(await decide(first, given, false)).toEqual({})
    expect(await enrol(token, "Somebody")).toBeUndefined()
    later = 48 * HOUR + 1
    expect(await decide(second, late)).toBe("not-in-this-state")
  })

  test("that an administrator proposed who is kept out since is no proposal any more", async () => {
    const id = randomUUID()
    await invite(first, id)
    await ask(second, api.changeOfficer, first, { roles: ["administrator"], suspended: true })
    expect(await decide(second, id)).toBe("not-in-this-state")
  })

  test("of the only administrator needs any other officer with a key, where two administrators were there once", async () => {
    const [id, other] = [randomUUID(), randomUUID()]
    await ask(first, api.changeOfficer, second, { roles: ["administrator"], suspended: true })
    expect(await invite(first, id)).toEqual({ state: "proposed" })
    expect(await decide(tracer, id)).toEqual({})
    await authority.deps.db.deleteFrom("signing_keys").where("officer_id", "=", tracer).execute()
    await invite(first, other)
    expect(await decide(tracer, other)).toBe("not-allowed")
  })

  test("is one's alone until a second administrator has enrolled; what was open then is void", async () => {
    const { db } = authority.deps
    await db.updateTable("officer_rule").set({ two_since: null }).execute()
    await db
      .updateTable("officers")
      .set({ roles: ["tracer"] })
      .where("id", "=", second)
      .execute()
    const [id, open] = [randomUUID(), randomUUID()]
    expect(await invite(first, id, ["administrator"])).toEqual({ state: "agreed" })
    expect(await invite(first, open, ["approver"])).toEqual({ state: "agreed" })
    const [token, void_] = [await link(first, id), await link(first, open)]
    const alsoVoid = (await inviteFirstOfficer(deps(), ["administrator"])).split("#")[1] ?? ""
    expect(await enrol(token, "Second")).toMatchObject({ roles: ["administrator"] })
    for (const each of [void_, alsoVoid]) expect(await enrol(each, "Third")).toBeUndefined()
    expect(await invite(first)).toEqual({ state: "proposed" })
  })

  test("of two answers at one moment, from two servers, one counts", async () => {
    const id = randomUUID()
    await invite(first, id)
    const third = (await addOfficer(authority.deps, ["administrator"])).id
    const officers = await findOfficers(authority.deps.db, 0)
    const by = (who: string) => officers.find((each) => each.id === who)
    const [yes, no] = [by(second), by(third)]
    if (!yes || !no) throw new Error("no officers")
    const both = await Promise.all([decideAct(deps(), yes, id, true), decideAct(deps(), no, id, true)])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    await decide(first, id, false)
    const tokens = await Promise.all([link(first, id), link(second, id)])
    expect(tokens).toEqual(["", ""])
  })
})

describe("a recovery", () => {
  test("needs two others: never the officer whom it is about, never the same twice, and nobody alone in a new deployment", async () => {
    const id = randomUUID()
    await authority.deps.db.updateTable("officer_rule").set({ two_since: null }).execute()
    expect(await recover(first, first)).toBe("same-officer")
    expect(await recover(first, randomUUID())).toBe("not-found")
    expect(await recover(first, second, id)).toEqual({ state: "proposed" })
    expect(await recover(first, second)).toBe("not-in-this-state")
    expect(await decide(second, id)).toBe("same-officer")
    expect(await decide(first, id)).toBe("same-officer")
    expect(await decide(tracer, id), "there is no other administrator").toEqual({})
    expect(await link(second, id)).toBe("")
  })

  test("ends passkeys, sessions and keys at the enrolment and not before; the officer keeps name and roles", async () => {
    const id = randomUUID()
    const passkey = await addPasskey(authority.deps, tracer)
    const open = await signIn(authority.deps, tracer, true)
    const works = async () => (await app.inject({ url: api.getSession.path, cookies: open })).statusCode
    await recover(first, tracer, id)
    await decide(second, id)
    const token = await link(first, id)
    expect([await works(), (await passkey.signIn(app)).statusCode]).toEqual([200, 200])
    expect(await findInvitation(deps(), token)).toEqual({ name: "Officer tracer" })
    expect(await enrol(token, null)).toMatchObject({ id: tracer, roles: ["tracer"], signingKey: null })
    expect([await works(), (await passkey.signIn(app)).statusCode]).toEqual([401, 403])
    const [key] = await authority.deps.db
      .selectFrom("signing_keys")
      .selectAll()
      .where("officer_id", "=", tracer)
      .execute()
    expect(key).toMatchObject({ until_day: key?.from_day, ended_at: deps().clock.now() })
    const signed = { bytes: new Uint8Array(1), key: key?.key_id ?? "", sig: "00".repeat(64) }
    expect(await checkOfficerSignature(deps(), tracer, signed)).toMatchObject({ problem: "not-an-officer-key" })
    expect((await acts())[0]).toBe("recover-officer")
  })

  test("is seen by the officer whom it is about, who may stop it and not agree; one who is kept out gets none", async () => {
    const id = randomUUID()
    await recover(first, tracer, id)
    const seen = (await ask(tracer, api.listOfficerActs, "")) as unknown as api.ReplyOf<typeof api.listOfficerActs>
    expect(seen.acts).toMatchObject([{ id, kind: "recovery", mayAgree: false, mayEnd: true, mayLink: false }])
    await decide(second, id)
    const token = await link(first, id)
    expect(await decide(tracer, id, false)).toEqual({})
    expect(await enrol(token, null)).toBeUndefined()
    const again = randomUUID()
    await recover(first, tracer, again)
    await decide(second, again)
    const late = await link(first, again)
    await ask(first, api.changeOfficer, tracer, { roles: ["tracer"], suspended: true })
    expect(await enrol(late, null)).toBeUndefined()
    expect(await recover(first, tracer)).toBe("not-in-this-state")
  })

  test("is over two days after the agreement; then another may be opened", async () => {
    const id = randomUUID()
    await recover(first, tracer, id)
    await decide(second, id)
    const token = await link(first, id)
    later = 48 * HOUR + 1
    expect(await findInvitation(deps(), token)).toBeUndefined()
    expect(await enrol(token, null)).toBeUndefined()
    expect(await recover(first, tracer)).toEqual({ state: "proposed" })
  })
})

describe("new rights", () => {
  const change = (by: string, id: string, body: object) => ask(by, api.proposeOfficerChange, id, body)

  test("are given by two, and taken by one", async () => {
    const id = randomUUID()
    const more = { roles: ["tracer", "approver"], areas: [] }
    expect(await ask(first, api.changeOfficer, tracer, { ...more, suspended: false })).toBe("another-must-agree")
    expect(await change(first, id, { officer: tracer, ...more })).toEqual({ state: "proposed" })
    expect(await decide(tracer, id)).toBe("same-officer")
    expect(await decide(first, id)).toBe("same-officer")
    const open = await signIn(authority.deps, tracer, true)
    expect(await decide(second, id)).toEqual({})
    expect(await decide(second, id), "sent again").toEqual({})
    expect((await app.inject({ url: api.getSession.path, cookies: open })).statusCode).toBe(401)
    const less = { roles: ["tracer"], areas: [16], suspended: false }
    expect(await ask(first, api.changeOfficer, tracer, less)).toMatchObject({ roles: ["tracer"], areas: [16] })
    for (const areas of [[16, 17], []])
      expect(await ask(first, api.changeOfficer, tracer, { ...less, areas })).toBe("another-must-agree")
    expect(await change(first, randomUUID(), { officer: tracer, roles: ["tracer"], areas: [16] })).toBe(
      "not-in-this-state",
    )
    expect(await change(first, randomUUID(), { officer: first, ...more })).toBe("same-officer")
  })
})
