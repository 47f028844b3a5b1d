import { createDecipheriv, hkdfSync } from "node:crypto"
import { type BodyOf, openForms } from "@homesafe/api"
import { addDays, dayKeyOf, hexOf, leafOf, rowKeyOf } from "@homesafe/protocol"
import { secretOf, venueOf } from "@homesafe/protocol/deployment.test-support"
import { officerSignature } from "@homesafe/protocol/officer"
import { openBox } from "@homesafe/protocol/opener"
import { sql } from "kysely"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { addOfficer } from "../authority.test-support.ts"
import { jsonOf } from "../publishing/signed-lists.ts"
import {
  at,
  authority,
  clearForms,
  decide,
  deps,
  form,
  listOfficers,
  opener,
  read,
  root,
  startForms,
  stopForms,
  today,
  two,
  venue,
  write,
} from "./forms.test-support.ts"

beforeAll(startForms)
afterAll(stopForms)
beforeEach(clearForms)

describe("a place where no decision is", () => {
  test("stays closed: the authority's whole database and the opener's keys open none of its forms without the row key", async () => {
    const elsewhere = venueOf("library", { notBefore: addDays(today(), -50), notAfter: addDays(today(), 50) })
    const [sealed] = await write("Chan Tai Man", at(12), at(12, 30), elsewhere)
    await write("Another hour", at(18), at(18, 30))
    const id = await decide([[at(12), at(13)]]) // the authority holds this venue's day key, and not the other's
    expect(await read(id)).toEqual([])
    if (!sealed) throw new Error("no record")
    // What the authority can open of its own: the day key that the case brought, and the hours below it.
    const held = dayKeyOf(venue().venueKey, today())
    const opened = [held, ...Array.from({ length: 24 }, (_, hour) => leafOf(held, hour))]
    const everything = [...(await wholeDatabase()), deps.keys.atRest, form.secret, ...opened]
    expect(everything.length, "the dump is no empty one").toBeGreaterThan(45)
    const within = await openBox(form.secret, ...boxOf(sealed))
    if (!within) throw new Error("the form key does not open the box")
    expect(Buffer.from(within).includes("Chan"), "within the box the entry is sealed once more").toBe(false)
    // Every 16 bytes that stand anywhere: as they are, and as what a row key is made of.
    const guesses = [...everything, within, sealed, Buffer.from(elsewhere.commit, "hex")].flatMap(windowsOf16)
    for (const guess of guesses) {
      expect(openInner(within, guess)).toBeUndefined()
      expect(openInner(within, rowKeyOf(guess, elsewhere.vid))).toBeUndefined()
    }
    const right = rowKeyOf(leafOf(dayKeyOf(elsewhere.venueKey, today()), 8), elsewhere.vid)
    expect(openInner(within, right)?.includes("Chan Tai Man"), "with the row key it opens").toBe(true)
  })

  test("the opener opens with the keys of that hour alone, and only for the decision's own venue", async () => {
    const records = await write("Chan Tai Man", at(12))
    const elsewhere = venueOf("library", { notBefore: addDays(today(), -50), notAfter: addDays(today(), 50) })
    const others = await write("Wong Siu Ming", at(12), null, elsewhere)
    const asked = await askOf(await decide([[at(4), at(24)]]))
    const leaf = (hour: number, of = venue()) => leafOf(dayKeyOf(of.venueKey, today()), hour)
    expect(await ask(asked, { records, keys: [leaf(9)] })).toEqual({ entries: [], left: records.length })
    expect(await ask(asked, { records, keys: [new Uint8Array(16)] })).toEqual({ entries: [], left: records.length })
    expect((await ask(asked, { records, keys: [leaf(8)] })).entries).toHaveLength(1)
    const keys = [leaf(8, elsewhere), leaf(8)]
    expect(await ask(asked, { records: others, keys }), "another venue's key under this decision").toEqual({
      entries: [],
      left: others.length,
    })
  })

  test("the opener does not take the authority's word: two officers of a list that the roots signed must have signed", async () => {
    const records = await write("Chan Tai Man", at(12))
    const keys = [leafOf(dayKeyOf(venue().venueKey, today()), 8)]
    const windows = [[at(4), at(24)]] as const
    const good = await askOf(await decide(windows))
    const refused = { problem: "bad-signature" }
    const [first, second] = good.decision.sigs
    if (!first || !second) throw new Error("no signatures")
    const stranger = await addOfficer(deps, ["approver"])
    const forged = await askOf(await decide(windows, { signers: [two[0], stranger] }))
    const [now, own] = [deps.clock.now(), secretOf("not a root")]
    for (const [name, change] of Object.entries({
      "one signature": { decision: { ...good.decision, sigs: [first] } },
      "one officer twice": { decision: { ...good.decision, sigs: [first, first] } },
      "an officer who is not listed": { decision: forged.decision },
      "signatures of another decision": { decision: { ...forged.decision, sigs: good.decision.sigs } },
      "a list of one's own": { decision: forged.decision, officers: jsonOf(listOfficers([two[0], stranger], own)) },
      "a list that has ended": { officers: jsonOf(listOfficers(two, root, { exp: now })) },
    }))
      expect(await ask({ ...good, ...change }, { records, keys }), name).toMatchObject(refused)
    expect((await ask(good, { records, keys })).entries).toHaveLength(1)
    const id = await decide(windows, { signers: [two[0], stranger] })
    expect(await read(id), "and an officer is told").toBe("bad-signature")
  })
})

type Asked = BodyOf<typeof openForms>

/** What the authority asks the opener under a decision, without records and keys. */
async function askOf(id: string): Promise<Pick<Asked, "decision" | "officers">> {
  const row = await deps.db.selectFrom("decisions").selectAll().where("id", "=", id).executeTakeFirstOrThrow()
  const sigs = [
    officerSignature(row.proposer_key, row.proposer_sig),
    officerSignature(row.approver_key ?? "", row.approver_sig ?? new Uint8Array()),
  ]
  return { decision: jsonOf({ bytes: new Uint8Array(row.bytes), sigs }), officers: jsonOf(listOfficers(two)) }
}

async function ask(
  asked: Pick<Asked, "decision" | "officers">,
  { records, keys }: { readonly records: readonly Uint8Array[]; readonly keys: readonly Uint8Array[] },
) {
  const payload: Asked = {
    ...asked,
    keys: keys.map(hexOf),
    records: records.map((bytes) => Buffer.from(bytes).toString("base64url")),
    usualStay: 45,
    caseKey: "00".repeat(32),
  }
  return (await opener.inject({ method: "POST", url: openForms.path, payload })).json()
}

const boxOf = (record: Uint8Array) =>
  [
    Buffer.concat([Buffer.from("VT1/form"), Buffer.from(deps.dep, "hex"), record.subarray(2, 6)]),
    record.subarray(6, 14),
    record.subarray(14),
  ] as const

/** Opens an entry by what the specification says, without the code under test. Spec §12. */
function openInner(within: Uint8Array, rowKey: Uint8Array): Buffer | undefined {
  const [eid, inner] = [within.subarray(0, 16), within.subarray(16)]
  const key = new Uint8Array(hkdfSync("sha256", rowKey, eid, "VT1/form", 16))
  const decipher = createDecipheriv("aes-128-gcm", key, new Uint8Array(12)).setAAD(eid).setAuthTag(inner.subarray(-16))
  try {
    return Buffer.concat([decipher.update(inner.subarray(0, -16)), decipher.final()])
  } catch {
    return undefined // another row's key
  }
}

/** Every byte string that the authority's database holds. */
async function wholeDatabase(): Promise<Uint8Array[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public'`.execute(authority.admin)
  const values: Uint8Array[] = []
  for (const { name } of tables) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(authority.admin)
    for (const value of rows.flatMap((row) => Object.values(row)))
      if (Buffer.isBuffer(value)) values.push(new Uint8Array(value))
  }
  return values
}

function windowsOf16(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: Math.max(0, bytes.length - 15) }, (_, i) => bytes.slice(i, i + 16))
}
