import { randomBytes } from "node:crypto"
import { gzipSync } from "node:zlib"
import { registerUploadCode, submitUpload } from "@homesafe/api"
import {
  authHashOf,
  deriveUploadSecrets,
  ed25519PublicKey,
  keyIdOf,
  makeUploadCode,
  serviceDay,
  type TrustList,
  type UploadSecrets,
  unixSeconds,
  writeUploadBody,
} from "@homesafe/protocol"
import { readUploadReply } from "@homesafe/protocol/visitor"
import type { FastifyInstance } from "fastify"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { createLinkApp, createPublicApp } from "../app.ts"
import { NOON, startPublic, type TestPublic } from "../public.test-support.ts"
import { purgeCodes } from "./purge-codes.ts"
import { withdrawCode } from "./withdraw-code.ts"

let server: TestPublic
let app: FastifyInstance
let trust: TrustList
/** The secrets of a code that the mailbox has just been told. */
let code: UploadSecrets
const random = (n: number) => new Uint8Array(randomBytes(n))
const newBox = () => random(submitUpload.bodyBytes - 48)

beforeAll(async () => {
  server = await startPublic()
  app = await createPublicApp(server.deps)
  trust = trustWith(ed25519PublicKey(server.deps.receiptSecret))
})
afterAll(async () => {
  await app.close()
  await server.stop()
})
beforeEach(async () => {
  server.setNow(NOON)
  code = deriveUploadSecrets(makeUploadCode(random).slice(0, 19), server.deps.dep)
  const known = { lookup: code.lookup, auth_hash: authHashOf(code.auth), reply: code.reply, expires: NOON + 3600 }
  await server.deps.db.insertInto("upload_codes").values(known).execute()
})

function trustWith(pub: TrustList["keys"][number]["pub"]): TrustList {
  const days = { from: serviceDay(0), until: serviceDay(65_535) }
  const signers = { quorum: { publisher: 1, verifier: 1, witness: 1 }, rootThreshold: 1 }
  const dates = { seq: 1, t: NOON, exp: unixSeconds(NOON + 86_400), offset: 14_400, every: 21_600 }
  const rest = { hosts: ["go.test"], cardBits: 0, plate: "", chaff: "day" } as const
  const keys = [{ id: keyIdOf(pub), role: "receipt", pub, ...days }] as const
  return { v: 1, dep: server.deps.dep, ...dates, ...signers, ...rest, keys }
}

function post(payload: Uint8Array, headers: Readonly<Record<string, string>> = {}) {
  const type = { "content-type": submitUpload.contentType }
  return app.inject({
    method: "POST",
    url: submitUpload.path,
    payload: Buffer.from(payload),
    headers: { ...type, ...headers },
  })
}

/** What the holder of the code reads in the answer. */
async function upload(box: Uint8Array, by: Pick<UploadSecrets, "lookup" | "auth"> = code): Promise<string> {
  const answer = await post(writeUploadBody({ ...by, box }))
  expect(answer.statusCode).toBe(200)
  expect(answer.rawPayload.length).toBe(submitUpload.replyBytes)
  const read = readUploadReply(new Uint8Array(answer.rawPayload), { replyKey: code.reply, box, trust })
  return read.ok ? read.value.status : read.problem
}

const kept = () =>
  server.deps.db.selectFrom("sealed_uploads").select("box").where("lookup", "=", Buffer.from(code.lookup)).execute()
const spentBy = async () => {
  const asked = server.deps.db.selectFrom("upload_codes").select("spent_by")
  return (await asked.where("lookup", "=", Buffer.from(code.lookup)).executeTakeFirstOrThrow()).spent_by
}

test("an upload is kept whole, and its code is spent", async () => {
  const box = newBox()
  expect(await upload(box)).toBe("received")
  expect((await kept()).map((row) => Buffer.compare(row.box, box))).toEqual([0])
  expect(await spentBy()).not.toBeNull()
})

test("an upload that cannot be kept does not spend its code", async () => {
  const { db } = server.deps
  await db
    .insertInto("sealed_uploads")
    .values({ lookup: code.lookup, box: random(1) })
    .execute()
  expect((await post(writeUploadBody({ ...code, box: newBox() }))).statusCode).toBe(500)
  expect(await spentBy()).toBeNull()
})

test("hostile 18: the same bytes again are kept once; the second answer has status 2, the same H(box) and the same size", async () => {
  const body = writeUploadBody({ ...code, box: newBox() })
  const box = body.subarray(-(submitUpload.bodyBytes - 48))
  const answers = [await post(body), await post(body)]
  expect(answers.map(({ statusCode, rawPayload }) => [statusCode, rawPayload.length])).toEqual([
    [200, 256],
    [200, 256],
  ])
  // It opens for this very box alone: H(box) is inside.
  const read = (of: Uint8Array) =>
    answers.map(({ rawPayload }) =>
      readUploadReply(new Uint8Array(rawPayload), { replyKey: code.reply, box: of, trust }),
    )
  expect(read(box)).toMatchObject([{ value: { status: "received" } }, { value: { status: "same-again" } }])
  expect(read(newBox()).map(({ ok }) => ok)).toEqual([false, false])
  expect(await kept()).toHaveLength(1)
})

test("a spent code takes no other upload, even after the authority has collected the first", async () => {
  const first = newBox()
  await upload(first)
  expect(await upload(newBox())).toBe("used-otherwise")
  await server.deps.db.deleteFrom("sealed_uploads").where("lookup", "=", Buffer.from(code.lookup)).execute()
  expect(await upload(newBox())).toBe("used-otherwise")
  expect(await upload(first)).toBe("same-again")
  expect(await kept()).toHaveLength(0)
})

test("hostile 19: of fifty uploads at once under one code, one is received", async () => {
  const answers = await Promise.all(Array.from({ length: 50 }, () => upload(newBox())))
  expect(answers.filter((status) => status === "received")).toHaveLength(1)
  expect(answers.filter((status) => status === "used-otherwise")).toHaveLength(49)
  expect(await kept()).toHaveLength(1)
})

test("an unknown code, a wrong secret and an expired code get the same 200 and 256 bytes, which open for nobody", async () => {
  const silence = "no-answer-for-this-code"
  expect(await upload(newBox(), { lookup: random(16), auth: code.auth })).toBe(silence)
  expect(await upload(newBox(), { lookup: code.lookup, auth: random(32) })).toBe(silence)
  server.setNow(unixSeconds(NOON + 3601))
  expect(await upload(newBox())).toBe(silence)
  expect(await kept()).toHaveLength(0)
  expect(await spentBy()).toBeNull()
})

test("hostile 20: a withdrawn code gets the same 200 and 256 bytes that open for nobody, and stores nothing; told again, nothing changes", async () => {
  await withdrawCode(server.deps, code.lookup)
  await withdrawCode(server.deps, code.lookup)
  expect(await upload(newBox())).toBe("no-answer-for-this-code")
  expect([await kept(), await spentBy()]).toEqual([[], null])
})

test("a code whose registration comes after its withdrawal stays withdrawn for as long as it could have been used", async () => {
  const { db } = server.deps
  await db.deleteFrom("upload_codes").where("lookup", "=", Buffer.from(code.lookup)).execute()
  await withdrawCode(server.deps, code.lookup)
  server.setNow(unixSeconds(NOON + 71 * 3600))
  await purgeCodes(server.deps)
  const link = await createLinkApp(server.deps)
  const registered = await link.inject({
    method: "PUT",
    url: registerUploadCode.path.replace(":lookup", Buffer.from(code.lookup).toString("hex")),
    headers: { authorization: `Bearer ${server.deps.linkToken}` },
    payload: {
      authHash: Buffer.from(authHashOf(code.auth)).toString("hex"),
      reply: Buffer.from(code.reply).toString("hex"),
      expires: NOON + 80 * 3600,
    },
  })
  await link.close()
  expect(registered.statusCode).toBe(200)
  expect(await upload(newBox())).toBe("no-answer-for-this-code")
})

test("a code that was used before its withdrawal came stays used: its phone is answered as before", async () => {
  const box = newBox()
  await upload(box)
  await withdrawCode(server.deps, code.lookup)
  expect([await upload(box), await upload(newBox())]).toEqual(["same-again", "used-otherwise"])
  expect(await kept()).toHaveLength(1)
})

test("the answers to a good and to an unknown code differ in nothing but their bytes", async () => {
  const [good, unknown] = await Promise.all([
    post(writeUploadBody({ ...code, box: newBox() })),
    post(writeUploadBody({ lookup: random(16), auth: random(32), box: newBox() })),
  ])
  const shapeOf = (answer: typeof good) => {
    const { date: _, ...headers } = answer.headers
    const told = Object.entries(headers).filter(([name]) => !name.startsWith("x-ratelimit"))
    return { status: answer.statusCode, told }
  }
  expect(shapeOf(unknown)).toEqual(shapeOf(good))
})

test("a body of another size is refused", async () => {
  const [short, long] = [submitUpload.bodyBytes - 1, submitUpload.bodyBytes + 1].map(random)
  expect((await post(short ?? random(0))).statusCode).toBe(400)
  expect((await post(random(0))).statusCode).toBe(400)
  expect((await post(long ?? random(0))).statusCode).toBe(413)
})

test("a compressed body is refused before it is unpacked", async () => {
  const answer = await post(gzipSync(new Uint8Array(submitUpload.bodyBytes)), { "content-encoding": "gzip" })
  expect(answer.statusCode).toBe(415)
  expect(answer.json()).toMatchObject({ problem: "encoding-refused" })
})
