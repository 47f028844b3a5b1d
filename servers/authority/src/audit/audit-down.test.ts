import { randomUUID } from "node:crypto"
import { readNotes, readVisits } from "@homesafe/api"
import type { FastifyInstance } from "fastify"
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { createAuthorityApp } from "../app.ts"
import { addOfficer, signIn, startAuthority, type TestAuthority } from "../authority.test-support.ts"
import { openTestCaseWith, provenVisit } from "../cases/case.test-support.ts"
import { writeNote } from "../cases/notes.ts"

let authority: TestAuthority
let app: FastifyInstance
let caseId: string
let cookies: Readonly<Record<string, string>>

beforeAll(async () => {
  authority = await startAuthority()
  app = await createAuthorityApp(authority.deps, { problem: null })
  const officer = await addOfficer(authority.deps, ["tracer"])
  cookies = await signIn(authority.deps, officer.id, true)
  caseId = await openTestCaseWith(authority.deps, officer.id, [{ ...provenVisit(20_000), vid: "c0ffee0102030405" }])
  await writeNote(authority.deps, officer.id, { caseId, id: randomUUID(), text: "c0ffee at the camp" })
})
afterAll(async () => {
  await app.close()
  await authority.stop()
})

const reads = { "read-visits": readVisits, "read-notes": readNotes } as const
type Act = keyof typeof reads
const read = (act: Act) => {
  const url = reads[act].path.replace(":id", caseId)
  const headers = { "sec-fetch-site": "same-origin" }
  return app.inject({ method: "POST", url, headers, cookies, payload: { purpose: "trace" } })
}
const entries = async (act: Act) =>
  (await authority.deps.db.selectFrom("audit").select("seq").where("act", "=", act).execute()).length

/** How the log can be down, and how it comes back. */
const ways = [
  ["refuses entries", "revoke insert on audit from homesafe_authority", "grant insert on audit to homesafe_authority"],
  [
    "cannot be read, so that nothing can follow",
    "revoke select on audit from homesafe_authority",
    "grant select on audit to homesafe_authority",
  ],
  ["is not there", "alter table audit rename to gone", "alter table gone rename to audit"],
  [
    "takes an entry and loses it when it should become durable",
    `create function lost() returns trigger language plpgsql as $$ begin raise 'no space left on device'; end $$;
     create constraint trigger lost after insert on audit deferrable initially deferred for each row execute function lost()`,
    "drop trigger lost on audit; drop function lost",
  ],
] as const

describe.each(["read-visits", "read-notes"] as const)("hostile 48: %s", (act) => {
  test.each(ways)("discloses nothing while the log %s, and works again when it is back", async (_, down, up) => {
    const before = await entries(act)
    await sql.raw(down).execute(authority.admin)
    let refused: Awaited<ReturnType<typeof read>>
    try {
      refused = await read(act)
    } finally {
      await sql.raw(up).execute(authority.admin)
    }
    expect([refused.statusCode, refused.json().problem]).toEqual([503, "audit-unavailable"])
    expect(refused.body + JSON.stringify(refused.headers)).not.toContain("c0ffee")
    expect(await entries(act)).toBe(before)
    expect((await read(act)).body).toContain("c0ffee")
    expect(await entries(act)).toBe(before + 1)
  })

  test("discloses nothing while somebody holds the log, and is refused in a few seconds instead of waiting", async () => {
    const before = await entries(act)
    await authority.admin.transaction().execute(async (tx) => {
      await sql`lock table audit in exclusive mode`.execute(tx)
      const begun = performance.now()
      expect((await read(act)).json()).toMatchObject({ problem: "audit-unavailable" })
      expect(performance.now() - begun).toBeLessThan(5_000)
    })
    expect(await entries(act)).toBe(before)
  })

  test("leaves exactly one entry for each disclosure, of thirty at once too, and none where nothing was shown", async () => {
    const before = await entries(act)
    const answers = await Promise.all(Array.from({ length: 30 }, () => read(act)))
    expect(answers.filter(({ body }) => body.includes("c0ffee"))).toHaveLength(30)
    expect(await entries(act)).toBe(before + 30)
    await authority.deps.db.updateTable("sessions").set({ stepped_up_at: null }).execute()
    expect((await read(act)).json()).toMatchObject({ problem: "step-up-needed" })
    await authority.deps.db.updateTable("sessions").set({ stepped_up_at: authority.deps.clock.now() }).execute()
    expect(await entries(act)).toBe(before + 30)
  })
})
