import { randomBytes } from "node:crypto"
import {
  acknowledgeUpload,
  collectUploads as collect,
  deliverKeptStatement,
  openUpload,
  registerUploadCode,
} from "@homesafe/api"
import {
  bytesOfHex,
  ed25519PublicKey,
  hexOf,
  keyIdOf,
  readUploadBody,
  serviceDay,
  serviceDayOf,
  type TrustList,
  unixSeconds,
} from "@homesafe/protocol"
import { type BoxKeyPair, deriveBoxKeyPair, openUpload as open } from "@homesafe/protocol/opener"
import { type BuiltUpload, buildUpload, readKeptStatement } from "@homesafe/protocol/visitor"
import { createService, done, makeHandle, refuse } from "@homesafe/service"
import type { FastifyInstance } from "fastify"
import { sql } from "kysely"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { addOfficer, startAuthority, type TestAuthority } from "../authority.test-support.ts"
import { giveOnScreen, noLimits } from "../codes/codes.test-support.ts"
import type { AuthorityDeps } from "../deps.ts"
import { openTestCase } from "./case.test-support.ts"
import { collectUploads } from "./collect-uploads.ts"
import { deliverStatements } from "./kept-statements.ts"
import { mergeCases } from "./merge-cases.ts"

let authority: TestAuthority
let deps: AuthorityDeps
let trust: TrustList
let officer: string
let uploadKey: BoxKeyPair
const far: FastifyInstance[] = []
/** The public server's end of the link, as the authority sees it. */
const mailbox = {
  boxes: new Map<string, Uint8Array>(),
  delivered: [] as string[],
  isAway: false,
  losesAnswers: false,
  isLate: false,
}

beforeAll(async () => {
  authority = await startAuthority()
  uploadKey = await deriveBoxKeyPair(randomBytes(32))
  officer = (await addOfficer(authority.deps, ["tracer"])).id
  deps = {
    ...authority.deps,
    codes: { ...authority.deps.codes, codeLimits: noLimits },
    link: { base: await listen(linkEnd()) },
    opener: { base: await listen(openerEnd()) },
  }
  trust = trustOf(deps)
})
afterAll(async () => {
  for (const app of far) await app.close()
  await authority.stop()
})
beforeEach(() => {
  Object.assign(mailbox, { delivered: [], isAway: false, losesAnswers: false, isLate: false })
  mailbox.boxes.clear()
})

async function listen(made: Promise<FastifyInstance>): Promise<string> {
  const app = await made
  far.push(app)
  return app.listen({ host: "127.0.0.1", port: 0 })
}

async function linkEnd(): Promise<FastifyInstance> {
  const app = await createService({ title: "link", perMinute: null })
  const handle = makeHandle(app, async () => null)
  handle(registerUploadCode, async () => done({}))
  handle(collect, async () => {
    const uploads = [...mailbox.boxes].map(([lookup, box]) => ({ lookup, box: Buffer.from(box).toString("base64url") }))
    return done({ uploads })
  })
  handle(acknowledgeUpload, async ({ params }) => {
    mailbox.boxes.delete(params.lookup ?? "")
    return done({})
  })
  handle(deliverKeptStatement, async ({ params, body }) => {
    if (mailbox.isAway) return refuse("not-ready")
    if (mailbox.isLate) return refuse("not-found")
    mailbox.delivered.push(`${params.lookup} ${body.statement}`)
    return mailbox.losesAnswers ? refuse("unexpected") : done({})
  })
  return app
}

/** Opens as the opener does; there is no visit in these uploads to be checked. */
async function openerEnd(): Promise<FastifyInstance> {
  const app = await createService({ title: "opener", perMinute: null })
  makeHandle(app, async () => null)(openUpload, async ({ body }) => {
    const opened = await open({
      dep: deps.dep,
      offset: deps.offset,
      plate: null,
      today: serviceDay(body.today),
      venues: () => undefined,
      lookup: bytesOfHex(body.lookup),
      inner: bytesOfHex(body.inner),
      box: new Uint8Array(Buffer.from(body.box, "base64url")),
      uploadKeys: [{ id: uploadKey.id, secret: uploadKey.secret }],
    })
    const rest = { sealed: randomBytes(40).toString("base64url"), proven: 0, unproven: 0 }
    if (!opened.ok) return done({ outcome: "quarantined", reason: opened.problem, textHash: null, ...rest })
    return done({ outcome: "opened", reason: null, textHash: opened.value.textHash, ...rest })
  })
  return app
}

function trustOf({ dep, offset, keys, clock }: AuthorityDeps): TrustList {
  const days = { from: serviceDay(0), until: serviceDay(65_535) }
  const keeper = ed25519PublicKey(keys.keeper)
  return {
    v: 1,
    dep,
    seq: 1,
    t: clock.now(),
    exp: unixSeconds(clock.now() + 86_400),
    offset,
    every: 21_600,
    hosts: ["go.test"],
    cardBits: 0,
    plate: null,
    chaff: "day",
    quorum: { publisher: 1, verifier: 1, witness: 0 },
    rootThreshold: 1,
    keys: [
      { id: keyIdOf(keeper), role: "keeper", pub: keeper, ...days },
      { id: uploadKey.id, role: "upload", pub: uploadKey.pub, ...days, days: [days.from, days.until] },
    ],
  }
}

/** A case, its code, and the upload that its phone has left in the mailbox. */
async function uploadOfCase(): Promise<{ caseId: string; upload: BuiltUpload; lookup: string }> {
  const id = await openTestCase(deps, officer)
  const { digits } = await giveOnScreen(deps, id, officer)
  const today = serviceDayOf(deps.clock.now(), deps.offset)
  const upload = await buildUpload({ code19: digits.slice(0, 19), dep: deps.dep, entries: [], trust, today })
  const read = readUploadBody(upload.body)
  if (!read.ok) throw new Error(read.problem)
  const lookup = hexOf(read.value.lookup)
  mailbox.boxes.set(lookup, read.value.box)
  return { caseId: id, upload, lookup }
}

const readBy = (upload: BuiltUpload, delivered: string | undefined) =>
  readKeptStatement(new Uint8Array(Buffer.from(delivered?.split(" ")[1] ?? "", "base64url")), { ...upload, trust })
const statements = (lookup: string) =>
  deps.db.selectFrom("kept_statements").selectAll().where("lookup", "=", Buffer.from(lookup, "hex")).execute()
const stateOf = async (lookup: string) => {
  const asked = deps.db.selectFrom("uploads").select("state").where("lookup", "=", Buffer.from(lookup, "hex"))
  return (await asked.executeTakeFirst())?.state
}
const visitsOf = (caseId: string) =>
  deps.db.selectFrom("case_visits").select("case_id").where("case_id", "=", caseId).execute()

describe("the kept-statement of an opened upload", () => {
  test("tells its owner until when it is kept, and the case ends on that day too", async () => {
    const { caseId, upload, lookup } = await uploadOfCase()
    await collectUploads(deps)
    await deliverStatements(deps)
    const read = readBy(upload, mailbox.delivered[0])
    if (!read.ok) throw new Error(read.problem)
    expect(mailbox.delivered).toHaveLength(1)
    expect(mailbox.delivered[0]).toContain(`${lookup} `)
    expect(new Date(read.value.keepUntil * 86_400_000).toISOString()).toContain("2032-06-01")
    const asked = deps.db.selectFrom("cases").select("kept_until").where("id", "=", caseId)
    expect((await asked.executeTakeFirstOrThrow()).kept_until).toBe("2032-06-01")
  })

  test("is readable for that upload alone", async () => {
    const first = await uploadOfCase()
    await collectUploads(deps)
    const second = await uploadOfCase()
    await collectUploads(deps)
    await deliverStatements(deps)
    expect(mailbox.delivered).toHaveLength(2)
    const of = (lookup: string) => mailbox.delivered.find((d) => d.startsWith(lookup))
    expect(readBy(first.upload, of(first.lookup)).ok).toBe(true)
    expect(readBy(first.upload, of(second.lookup))).toEqual({ ok: false, problem: "no-statement-yet" })
  })

  test("goes again while the public server is away, and no more once it has it", async () => {
    const { lookup } = await uploadOfCase()
    mailbox.isAway = true
    await collectUploads(deps)
    await deliverStatements(deps)
    expect((await statements(lookup))[0]?.to_deliver).not.toBeNull()
    mailbox.isAway = false
    await deliverStatements(deps)
    await deliverStatements(deps)
    expect(mailbox.delivered).toHaveLength(1)
    expect(await statements(lookup)).toMatchObject([{ to_deliver: null }])
  })

  test("goes again with the same bytes when the answer was lost, by whichever copy of the server", async () => {
    await uploadOfCase()
    mailbox.losesAnswers = true
    await collectUploads(deps)
    await deliverStatements(deps)
    mailbox.losesAnswers = false
    await deliverStatements({ ...deps })
    expect(mailbox.delivered).toHaveLength(2)
    expect(mailbox.delivered[1]).toBe(mailbox.delivered[0])
  })

  test("is written with the visits or not at all: a crash between the two leaves the upload waiting", async () => {
    const { caseId, upload, lookup } = await uploadOfCase()
    await sql`revoke insert on kept_statements from homesafe_authority`.execute(authority.admin)
    try {
      await expect(collectUploads(deps)).rejects.toThrow()
    } finally {
      await sql`grant insert on kept_statements to homesafe_authority`.execute(authority.admin)
    }
    expect([await stateOf(lookup), await visitsOf(caseId), await statements(lookup)]).toEqual(["waiting", [], []])
    await collectUploads(deps)
    expect([await stateOf(lookup), (await visitsOf(caseId)).length]).toEqual(["opened", 1])
    await deliverStatements(deps)
    expect(readBy(upload, mailbox.delivered[0]).ok).toBe(true)
  })

  test("is written once, however many copies of the server open the same upload", async () => {
    const { lookup } = await uploadOfCase()
    await Promise.all([collectUploads(deps), collectUploads(deps), collectUploads(deps)])
    await deliverStatements(deps)
    expect(await statements(lookup)).toHaveLength(1)
    expect(mailbox.delivered).toHaveLength(1)
  })

  test("of a code that moved with a merge says no later day than the case's first one, and its visits stand beside the others", async () => {
    const first = await uploadOfCase()
    await collectUploads(deps)
    const second = await uploadOfCase()
    expect(await mergeCases(deps, officer, { from: second.caseId, into: first.caseId }, "same-person")).toMatchObject({
      ok: true,
    })
    const later = { ...deps, clock: { now: () => unixSeconds(deps.clock.now() + 5 * 86_400) } }
    await collectUploads(later)
    await deliverStatements(later)
    const read = readBy(
      second.upload,
      mailbox.delivered.find((d) => d.startsWith(second.lookup)),
    )
    if (!read.ok) throw new Error(read.problem)
    expect(new Date(read.value.keepUntil * 86_400_000).toISOString()).toContain("2032-06-01")
    expect([(await visitsOf(first.caseId)).length, await visitsOf(second.caseId)]).toEqual([2, []])
  })

  test("is not written of an upload that does not open", async () => {
    const { lookup } = await uploadOfCase()
    mailbox.boxes.set(lookup, randomBytes(49_152))
    await collectUploads(deps)
    expect([await stateOf(lookup), await statements(lookup)]).toEqual(["quarantined", []])
  })

  test("is not carried for ever to a public server that has forgotten the code", async () => {
    const { lookup } = await uploadOfCase()
    mailbox.isLate = true
    await collectUploads(deps)
    await deliverStatements(deps)
    expect((await statements(lookup))[0]?.to_deliver).toBeNull()
  })
})
