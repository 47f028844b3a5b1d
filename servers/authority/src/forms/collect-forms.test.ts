import { createHash } from "node:crypto"
import { unixSeconds } from "@homesafe/protocol"
import { sql } from "kysely"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { collectForms, forgetForms, keepForms } from "./collect-forms.ts"
import {
  at,
  authority,
  clearForms,
  decide,
  deps,
  mailbox,
  officer,
  read,
  startForms,
  stopForms,
  write,
} from "./forms.test-support.ts"
import { readForms } from "./read-forms.ts"

beforeAll(startForms)
afterAll(stopForms)
beforeEach(clearForms)

describe("sealed forms", () => {
  test("are kept before they are acknowledged, once however often they come", async () => {
    const records = (await write("One", at(12))).map((bytes) => Buffer.from(bytes).toString("base64url"))
    await deps.db.deleteFrom("form_records").execute()
    mailbox.waiting = [...records, ...records]
    await collectForms(deps)
    await collectForms(deps)
    const kept = await deps.db.selectFrom("form_records").selectAll().execute()
    expect(kept.map(({ record }) => record.toString("base64url"))).toEqual(records)
    expect(new Set(mailbox.acknowledged)).toEqual(new Set(kept.map(({ hash }) => hash.toString("hex"))))
  })

  test("of one hour past its bound are counted, and an officer is told how many", async () => {
    const [one] = await write("One", at(12))
    if (!one) throw new Error("no record")
    await deps.db.deleteFrom("form_records").execute()
    const few = { ...deps, limits: { ...deps.limits, formsOfARow: 3 } }
    const flood = Array.from({ length: 4 }, (_, i) => {
      const record = one.slice()
      new DataView(record.buffer).setUint32(300, i)
      return record
    })
    expect(await keepForms(few, flood)).toEqual({ kept: 3, dropped: 1 })
    expect(await keepForms(few, flood), "the same again").toEqual({ kept: 0, dropped: 1 })
    const id = await decide([[at(12), at(13)]])
    expect(await readForms(deps, id, officer, "trace")).toMatchObject({ ok: true, value: { dropped: 2 } })
    const elsewhen = await decide([[at(15), at(16)]])
    expect(await readForms(deps, elsewhen, officer, "trace")).toMatchObject({ ok: true, value: { dropped: 0 } })
  })

  test("are not pulled while too many are kept, and wait where they are", async () => {
    await write("One", at(12))
    mailbox.waiting = (await write("Two", at(18))).map((bytes) => Buffer.from(bytes).toString("base64url"))
    await deps.db.deleteFrom("form_records").where("hash", "=", hashOf(mailbox.waiting[0])).execute()
    await collectForms({ ...deps, limits: { ...deps.limits, forms: 1 } })
    expect(mailbox.acknowledged).toEqual([])
    await collectForms(deps)
    expect(mailbox.acknowledged).toHaveLength(1)
  })

  test("are not acknowledged where they cannot be kept", async () => {
    mailbox.waiting = (await write("One", at(12))).map((bytes) => Buffer.from(bytes).toString("base64url"))
    await deps.db.deleteFrom("form_records").execute()
    await sql`revoke insert on form_records from homesafe_authority`.execute(authority.admin)
    try {
      await expect(collectForms(deps)).rejects.toThrow()
    } finally {
      await sql`grant insert on form_records to homesafe_authority`.execute(authority.admin)
    }
    expect(mailbox.acknowledged).toEqual([])
  })

  test("are deleted with their day, 31 days kept; what was opened stays with the case", async () => {
    await write("Inside", at(12))
    const id = await decide([[at(12), at(13)]])
    expect(await read(id)).toEqual(["Inside"])
    const later = (days: number) => ({ ...deps, clock: { now: () => unixSeconds(deps.clock.now() + days * 86_400) } })
    await forgetForms(later(30))
    expect(await deps.db.selectFrom("form_records").selectAll().execute()).toHaveLength(1)
    await forgetForms(later(31))
    expect(await deps.db.selectFrom("form_records").selectAll().execute()).toEqual([])
    expect(await read(id)).toEqual(["Inside"])
  })
})

const hashOf = (text = "") => createHash("sha256").update(Buffer.from(text, "base64url")).digest()
