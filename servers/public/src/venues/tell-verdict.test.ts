import { randomBytes } from "node:crypto"
import type { IssuedCode } from "@homesafe/api"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { startPublic, type TestPublic } from "../public.test-support.ts"
import { addVenue, writeVerdict } from "./store.ts"

let server: TestPublic
let id = ""

beforeAll(async () => {
  server = await startPublic()
})
afterAll(() => server.stop())
beforeEach(async () => {
  const { db } = server.deps
  for (const table of ["mails_to_send", "venues", "operators"] as const) await db.deleteFrom(table).execute()
  const owner = await db
    .insertInto("operators")
    .values({ mail: "owner@go.test" })
    .returning("id")
    .executeTakeFirstOrThrow()
  const added = await addVenue(server.deps, owner.id, {
    names: { en: "Wing Kee", hant: "榮記" },
    address: { en: "1 Road", hant: "道1號" },
    entrances: [{ names: null, staffOnly: false }],
    category: 4,
    registerNumber: "R",
    notBefore: 20_241,
    commit: randomBytes(16).toString("hex"),
  })
  id = typeof added === "string" ? added : added.id
  // Colleagues are not told: it is the owner's to print and to answer.
  const colleague = await db
    .insertInto("operators")
    .values({ mail: "staff@go.test" })
    .returning("id")
    .executeTakeFirstOrThrow()
  await db.insertInto("venue_members").values({ venue_id: id, operator_id: colleague.id, role: "staff" }).execute()
})

const code = { entrance: 0, kind: "reviewed", header: { notAfter: 20_720 } } as unknown as IssuedCode // as: what is read of it
const verdict = (state: "provisional" | "reviewed" | "refused", change: object = {}) =>
  writeVerdict(server.deps, id, { state, reason: null, codes: state === "refused" ? [] : [code], ...change })
const mails = async () => {
  const rows = await server.deps.db.selectFrom("mails_to_send").select(["mail", "subject", "body"]).execute()
  return rows.map(({ mail, subject, body }) => ({ mail, subject, body }))
}

test("a review is told once, to the owner, with the code's end; a provisional code is not, for its operator waits for it", async () => {
  await verdict("provisional")
  expect(await mails()).toEqual([])
  await verdict("reviewed")
  await verdict("reviewed")
  const sent = await mails()
  expect(sent).toMatchObject([{ mail: "owner@go.test", subject: "Wing Kee: your code is reviewed. Print it again" }])
  expect(sent[0]?.body).toContain("valid until 24 Sep 2026")
  expect(sent[0]?.body).toContain(`http://go.test/venue/venues/${id}`)
})

test("a refusal is told with an officer's words, or with a machine's reason in words", async () => {
  await verdict("refused", { reason: "The register has another name." })
  expect((await mails())[0]?.body).toContain("Reason: The register has another name.")
  await server.deps.db.deleteFrom("mails_to_send").execute()
  await server.deps.db.updateTable("venues").set({ state: "submitted" }).execute()
  await verdict("refused", { reason: "unknown-category" })
  const [sent] = await mails()
  expect(sent?.subject).toBe("Wing Kee: the code was refused")
  expect(sent?.body).not.toContain("unknown-category")
})

test("a revocation is told once with its day and its reason, and a verdict of no venue tells nobody", async () => {
  await verdict("reviewed")
  await server.deps.db.deleteFrom("mails_to_send").execute()
  const revoked = { from: 20_250, reason: "The poster was copied." }
  for (let again = 0; again < 2; again++) await verdict("reviewed", { revoked })
  const sent = await mails()
  expect(sent).toHaveLength(1)
  expect(sent[0]?.subject).toBe("Wing Kee: its code was revoked")
  expect(sent[0]?.body).toContain("Reason: The poster was copied.")
  const nobody = "00000000-0000-4000-8000-000000000000"
  expect(await writeVerdict(server.deps, nobody, { state: "refused", reason: null, codes: [] })).toBe(false)
  expect(await mails()).toHaveLength(1)
})
