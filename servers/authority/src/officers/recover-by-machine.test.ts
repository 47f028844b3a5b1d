import { randomBytes, randomUUID } from "node:crypto"
import { doesChainHold } from "@homesafe/db/audit"
import { unixSeconds } from "@homesafe/protocol"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { addOfficer, startAuthority, type TestAuthority } from "../authority.test-support.ts"
import { enrolOfficer, findInvitation } from "./invitations.ts"
import { findMachineRecoveries, MACHINE_LINK_SECONDS, recoverByMachine } from "./recover-by-machine.ts"

let authority: TestAuthority
beforeAll(async () => {
  authority = await startAuthority()
})
afterAll(() => authority.stop())
beforeEach(async () => {
  const { db } = authority.deps
  for (const table of ["sessions", "invitations", "officer_acts", "passkeys", "signing_keys", "officers"] as const)
    await db.deleteFrom(table).execute()
})

const add = async (name: string, roles: string[] = ["administrator"]) => {
  const { id } = await addOfficer(authority.deps, roles as never)
  await authority.deps.db.updateTable("officers").set({ name }).where("id", "=", id).execute()
  return id
}
const addKey = (officer_id: string) =>
  authority.deps.db
    .insertInto("signing_keys")
    .values({
      key_id: randomBytes(4).toString("hex"),
      officer_id,
      public: randomBytes(32),
      from_day: 0,
      until_day: 65_000,
    })
    .execute()
const recover = (...names: string[]) => {
  const { db, clock, consoleOrigin } = authority.deps
  return recoverByMachine(db, { now: clock.now(), consoleOrigin }, names)
}
const later = (seconds: number) => {
  const { clock } = authority.deps
  return { ...authority.deps, clock: { now: () => unixSeconds(clock.now() + seconds) } }
}
const tokenOf = (made: Awaited<ReturnType<typeof recover>>) =>
  made.ok ? (made.links[0]?.link.split("#")[1] ?? "") : ""
const passkey = () => ({ id: randomUUID(), publicKey: new Uint8Array(77), counter: 0, transports: [] })

test("the only administrator gets one link of thirty minutes; it stands in the chained log and on every first page before it is used", async () => {
  const id = await add("Ada")
  await addKey(await add("Tom", ["tracer"]))
  const before = await authority.admin.selectFrom("audit").selectAll().orderBy("seq").execute()
  const token = tokenOf(await recover("Ada"))
  expect(await findInvitation(later(MACHINE_LINK_SECONDS), token)).toEqual({ name: "Ada" })
  expect(await findInvitation(later(MACHINE_LINK_SECONDS + 1), token)).toBeUndefined()
  const log = await authority.admin.selectFrom("audit").selectAll().orderBy("seq").execute()
  expect(log.slice(before.length).map(({ act, officer, subject }) => [act, officer, subject])).toEqual([
    ["recover-administrator", null, id],
  ])
  expect(doesChainHold(log)).toBe(true)
  const { db, clock } = authority.deps
  expect((await findMachineRecoveries(db, clock.now())).map(({ name }) => name)).toContain("Ada")
  expect(await enrolOfficer(authority.deps, token, null, passkey())).toMatchObject({ id, name: "Ada" })
  expect(await enrolOfficer(authority.deps, token, null, passkey())).toBeUndefined()
  expect(await findMachineRecoveries(db, clock.now() + 8 * 86_400)).toEqual([])
})

test("made again, the link before is void", async () => {
  await add("Ada")
  const first = tokenOf(await recover("Ada"))
  const second = tokenOf(await recover("Ada"))
  expect(await findInvitation(authority.deps, first)).toBeUndefined()
  expect(await findInvitation(authority.deps, second)).toEqual({ name: "Ada" })
})

test("while those who are left can do it by the usual way, the machine refuses; when all have lost theirs, it does not", async () => {
  await add("Ada")
  await add("Ben")
  const tracer = await add("Tom", ["tracer"])
  await authority.deps.db.deleteFrom("signing_keys").execute()
  // Ben could propose, and nobody could agree: Tom has no signing key.
  expect(await recover("Ada")).toMatchObject({ ok: true })
  await addKey(tracer)
  expect(await recover("Ada")).toEqual({ ok: false, problem: "usual-way-is-open" })
  expect(await recover("Ada", "Ben")).toMatchObject({ ok: true, links: [{ name: "Ada" }, { name: "Ben" }] })
  await add("Cy")
  await add("Di")
  expect(await recover("Ada", "Ben")).toEqual({ ok: false, problem: "usual-way-is-open" })
})

test("no link for anybody but an administrator who is not kept out, and for none of two of the same name", async () => {
  const ada = await add("Ada")
  await add("Tom", ["tracer"])
  expect(await recover("Tom")).toEqual({ ok: false, problem: "no-such-administrator" })
  expect(await recover("Ada", "Nobody")).toEqual({ ok: false, problem: "no-such-administrator" })
  await add("Ada")
  expect(await recover("Ada")).toEqual({ ok: false, problem: "two-have-that-name" })
  await authority.deps.db.updateTable("officers").set({ suspended_at: 1 }).where("name", "=", "Ada").execute()
  expect(await recover("Ada")).toEqual({ ok: false, problem: "no-such-administrator" })
  expect(await authority.deps.db.selectFrom("invitations").selectAll().where("officer_id", "=", ada).execute()).toEqual(
    [],
  )
})
