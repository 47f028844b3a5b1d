import { randomBytes } from "node:crypto"
import { askKeptStatement, deliverKeptStatement, pathOf, registerUploadCode } from "@homesafe/api"
import { authHashOf, KEPT_STATEMENT_BYTES, unixSeconds } from "@homesafe/protocol"
import type { FastifyInstance } from "fastify"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { createLinkApp, createPublicApp } from "../app.ts"
import { NOON, startPublic, type TestPublic } from "../public.test-support.ts"
import { purgeCodes } from "./purge-codes.ts"

const DAY = 86_400
let server: TestPublic
let app: FastifyInstance
let link: FastifyInstance
/** A code that the mailbox knows, and the statement of its upload. */
let lookup: Buffer
let auth: Buffer
let statement: Buffer

beforeAll(async () => {
  server = await startPublic()
  app = await createPublicApp(server.deps)
  link = await createLinkApp(server.deps)
})
afterAll(async () => {
  await app.close()
  await link.close()
  await server.stop()
})
beforeEach(async () => {
  server.setNow(NOON)
  ;[lookup, auth, statement] = [randomBytes(16), randomBytes(32), randomBytes(KEPT_STATEMENT_BYTES)]
  const body = { authHash: hex(authHashOf(auth)), reply: hex(randomBytes(16)), expires: NOON + DAY }
  await put(pathOf(registerUploadCode, { lookup: hex(lookup) }), body)
})

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex")
const later = (days: number) => server.setNow(unixSeconds(NOON + days * DAY))
const spend = () =>
  server.deps.db
    .updateTable("upload_codes")
    .set({ spent_by: randomBytes(32) })
    .where("lookup", "=", lookup)
    .execute()
const put = (url: string, payload: object, token = server.deps.linkToken) =>
  link.inject({ method: "PUT", url, payload, headers: { authorization: `Bearer ${token}` } })
const deliver = (bytes = statement, to = hex(lookup), token?: string) =>
  put(pathOf(deliverKeptStatement, { lookup: to }), { statement: bytes.toString("base64url") }, token)
const post = (payload: Buffer) =>
  app.inject({
    method: "POST",
    url: askKeptStatement.path,
    payload,
    headers: { "content-type": askKeptStatement.contentType },
  })
async function ask(by: { lookup?: Buffer; auth?: Buffer } = {}): Promise<"the statement" | "random bytes"> {
  const answer = await post(Buffer.concat([by.lookup ?? lookup, by.auth ?? auth]))
  expect([answer.statusCode, answer.rawPayload.length]).toEqual([200, askKeptStatement.replyBytes])
  return answer.rawPayload.equals(statement) ? "the statement" : "random bytes"
}

describe("who asks for a kept-statement", () => {
  test("gets it with the code's secrets, as often as they like", async () => {
    expect(await ask()).toBe("random bytes")
    expect((await deliver()).statusCode).toBe(200)
    expect([await ask(), await ask()]).toEqual(["the statement", "the statement"])
  })

  test("gets 256 random bytes, new ones each time, when nothing is there, the secret is wrong or nobody knows the code", async () => {
    await deliver()
    expect(await ask({ auth: randomBytes(32) })).toBe("random bytes")
    expect(await ask({ lookup: randomBytes(16) })).toBe("random bytes")
    const unknown = Buffer.concat([randomBytes(16), auth])
    const [one, other] = [await post(unknown), await post(unknown)]
    expect(one.rawPayload.equals(other.rawPayload)).toBe(false)
  })

  test("cannot tell from the answer's form whether anything was there", async () => {
    await deliver()
    const answers = [
      await post(Buffer.concat([lookup, auth])),
      await post(Buffer.concat([lookup, randomBytes(32)])),
      await post(randomBytes(48)),
    ]
    const shapes = answers.map(({ statusCode, headers }) => {
      const { date: _, "x-ratelimit-remaining": __, "x-ratelimit-reset": ___, ...told } = headers
      return { statusCode, told }
    })
    expect(shapes[1]).toEqual(shapes[0])
    expect(shapes[2]).toEqual(shapes[0])
  })

  test("must send 48 bytes", async () => {
    expect([(await post(randomBytes(47))).statusCode, (await post(randomBytes(49))).statusCode]).toEqual([400, 413])
  })

  test("is held to the same rate as uploads", async () => {
    const limits = { ...server.deps.limits, uploadsPerMinute: 2 }
    const strict = await createPublicApp({ ...server.deps, limits })
    const headers = { "content-type": askKeptStatement.contentType }
    const asked = { method: "POST", url: askKeptStatement.path, payload: randomBytes(48), headers } as const
    const statuses = [await strict.inject(asked), await strict.inject(asked), await strict.inject(asked)]
    expect(statuses.map((a) => a.statusCode)).toEqual([200, 200, 429])
    await strict.close()
  })
})

describe("a kept-statement", () => {
  test("is delivered by the authority alone, in its one size, to a code that is known", async () => {
    expect((await deliver(statement, hex(lookup), "guess")).statusCode).toBe(403)
    expect((await deliver(randomBytes(255))).statusCode).toBe(400)
    expect((await deliver(randomBytes(257))).statusCode).toBe(400)
    expect((await deliver(statement, "0")).statusCode).toBe(400)
    expect((await deliver(statement, hex(randomBytes(16)))).statusCode).toBe(404)
    expect(await ask()).toBe("random bytes")
  })

  test("stays as it was first delivered", async () => {
    await deliver()
    expect((await deliver(randomBytes(KEPT_STATEMENT_BYTES))).statusCode).toBe(200)
    expect(await ask()).toBe("the statement")
  })

  test("waits 31 service days with its look-up, and then both are gone", async () => {
    await spend()
    later(5)
    await deliver()
    later(35)
    await purgeCodes(server.deps)
    expect(await ask()).toBe("the statement")
    later(36)
    expect(await ask()).toBe("random bytes") // also where nobody has purged yet
    expect(await purgeCodes(server.deps)).toEqual({ statements: 1, codes: 1 })
  })

  test("finds its code still there when the opener was sealed for a month", async () => {
    await spend()
    later(31)
    await purgeCodes(server.deps)
    expect((await deliver()).statusCode).toBe(200)
    expect(await ask()).toBe("the statement")
  })
})

describe("the look-up of a code", () => {
  const isKnown = async () => {
    const asked = server.deps.db.selectFrom("upload_codes").select("lookup").where("lookup", "=", lookup)
    return (await asked.executeTakeFirst()) !== undefined
  }

  test("that nobody used is gone 72 hours after its end", async () => {
    later(4)
    await purgeCodes(server.deps)
    expect(await isKnown()).toBe(true)
    server.setNow(unixSeconds(NOON + 4 * DAY + 1))
    await purgeCodes(server.deps)
    expect(await isKnown()).toBe(false)
  })

  test("stays as long as the authority has not collected its upload", async () => {
    await spend()
    await server.deps.db
      .insertInto("sealed_uploads")
      .values({ lookup, box: randomBytes(9) })
      .execute()
    later(100)
    await purgeCodes(server.deps)
    expect(await isKnown()).toBe(true)
    await server.deps.db.deleteFrom("sealed_uploads").where("lookup", "=", lookup).execute()
    await purgeCodes(server.deps)
    expect(await isKnown()).toBe(false)
  })
})
