import { randomBytes } from "node:crypto"
import { submitUpload } from "@homesafe/api"
import { authHashOf, deriveUploadSecrets, makeUploadCode, readUploadCode, type UploadSecrets } from "@homesafe/protocol"
import type { FastifyInstance } from "fastify"
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest"
import { createPublicApp } from "../app.ts"
import { NOON, startPublic, type TestPublic } from "../public.test-support.ts"
import { distanceExceededBy, greatestDistance, timePairs } from "./compare-samples.test-support.ts"
import { withdrawCode } from "./withdraw-code.ts"

const PER_MINUTE = 20
const BOX_BYTES = submitUpload.bodyBytes - 48
let server: TestPublic
let app: FastifyInstance
let strict: FastifyInstance
const random = (n: number) => new Uint8Array(randomBytes(n))

beforeAll(async () => {
  server = await startPublic()
  app = await createPublicApp(server.deps)
  strict = await createPublicApp({ ...server.deps, limits: { ...server.deps.limits, uploadsPerMinute: PER_MINUTE } })
  await Promise.all([app.ready(), strict.ready()])
})
afterAll(async () => {
  await Promise.all([app.close(), strict.close()])
  await server.stop()
})
afterEach(() => {
  vi.restoreAllMocks()
})

async function newCode(expires: number = NOON + 86_400) {
  const code = makeUploadCode(random)
  const secrets = deriveUploadSecrets(code.slice(0, 19), server.deps.dep)
  const row = {
    lookup: Buffer.from(secrets.lookup),
    auth_hash: authHashOf(secrets.auth),
    reply: secrets.reply,
    expires,
  }
  await server.deps.db.insertInto("upload_codes").values(row).execute()
  return { code, secrets }
}
const send = (
  to: FastifyInstance,
  { lookup, auth }: Pick<UploadSecrets, "lookup" | "auth">,
  remoteAddress = "127.0.0.1",
  box = random(BOX_BYTES),
) =>
  to.inject({
    method: "POST",
    url: submitUpload.path,
    headers: { "content-type": submitUpload.contentType },
    payload: Buffer.concat([lookup, auth, box]),
    remoteAddress,
  })
const guess = () => ({ lookup: random(16), auth: random(32) })
const kept = async () => (await server.deps.db.selectFrom("sealed_uploads").select("lookup").execute()).length

/** Codes that open nothing, made from one that does. */
const wrongCodes = {
  "with other digits": async () => deriveUploadSecrets(makeUploadCode(random).slice(0, 19), server.deps.dep),
  "whose time is over": async () => (await newCode(NOON - 1)).secrets,
  "that was withdrawn": async () => {
    const { secrets } = await newCode()
    await withdrawCode(server.deps, Buffer.from(secrets.lookup))
    return secrets
  },
  "of the right look-up with another secret": async () => ({ ...(await newCode()).secrets, auth: random(32) }),
  // What a page that does not read codes as ours does would make of these.
  "in Arabic digits": async () => unread((code) => code.replace(/\d/g, (d) => String.fromCodePoint(0x660 + Number(d)))),
  "in full-width digits": async () =>
    unread((code) => code.replace(/\d/g, (d) => String.fromCodePoint(0xff10 + Number(d)))),
  "with a letter O for each nought": async () => unread((code) => `O${code.slice(1)}`),
  "with a small letter l for each one": async () => unread((code) => `l${code.slice(1)}`),
}
async function unread(change: (code: string) => string) {
  const { code } = await newCode()
  return deriveUploadSecrets(change(code).slice(0, 19), server.deps.dep)
}

test("hostile 20: the phone's reading forgives full-width digits alone: no other script's, no letter and no case", () => {
  const code = makeUploadCode(random)
  const wide = code.replace(/\d/g, (d) => String.fromCodePoint(0xff10 + Number(d)))
  const arabic = code.replace(/\d/g, (d) => String.fromCodePoint(0x660 + Number(d)))
  expect(readUploadCode(wide)).toEqual(readUploadCode(code))
  for (const other of [arabic, `O${code.slice(1)}`, `o${code.slice(1)}`, `${code}\u0660`])
    expect(readUploadCode(other).ok).toBe(false)
})

test.each(Object.entries(wrongCodes))(
  "hostile 20: a code %s gets the status, length and headers of one that nobody gave, and nothing is kept",
  async (_, make) => {
    const before = await kept()
    const [wrong, unknown] = [await send(app, await make()), await send(app, guess())]
    const shape = ({ statusCode, rawPayload, headers }: typeof wrong) => {
      const { date: _date, "x-ratelimit-remaining": _left, "x-ratelimit-reset": _reset, ...told } = headers
      return [statusCode, rawPayload.length, told]
    }
    expect(shape(wrong)).toEqual(shape(unknown))
    expect(wrong.statusCode).toBe(200)
    expect(await kept()).toBe(before)
  },
)

test.each(["whose time is over", "of the right look-up with another secret", "in Arabic digits"] as const)(
  "hostile 20: 120 with a code %s take the time of 120 with an unknown one (Kolmogorov–Smirnov, false alarm 1 in 10,000)",
  async (kind) => {
    const n = 120
    const codes: UploadSecrets[] = []
    for (let i = 0; i < 12; i++) codes.push(await wrongCodes[kind]())
    let at = 0
    const wrong = () => send(app, codes[at++ % codes.length] ?? guess())
    await timePairs(15, wrong, () => send(app, guess()))
    const { real, decoy } = await timePairs(n, wrong, () => send(app, guess()))
    expect(greatestDistance(real, decoy)).toBeLessThan(distanceExceededBy(1e-4, n, n))
  },
  60_000,
)

test("hostile 21: of ten thousand guesses from one address twenty are looked at in a minute, and a hit is less likely than one in a billion", async () => {
  const { secrets } = await newCode()
  const answers: number[] = []
  const box = random(BOX_BYTES)
  // One after the other at first: of many that come in one moment, beyond the limit together, none is looked at.
  for (let n = 0; n < 100; n++) answers.push((await send(strict, guess(), "10.9.9.9", box)).statusCode)
  for (let round = 0; round < 99; round++) {
    const some = await Promise.all(Array.from({ length: 100 }, () => send(strict, guess(), "10.9.9.9", box)))
    answers.push(...some.map(({ statusCode }) => statusCode))
  }
  expect(answers).toHaveLength(10_000)
  expect(new Set(answers)).toEqual(new Set([200, 429]))
  // The minute may end while they come.
  expect(answers.filter((status) => status === 200).length).toBeLessThanOrEqual(2 * PER_MINUTE)
  // Nineteen random digits; a million codes at once is more than an epidemic has.
  expect((2 * PER_MINUTE * 1e6) / 1e19).toBeLessThan(1e-9)

  // Somebody behind the same address waits a minute at most.
  expect((await send(strict, secrets, "10.9.9.9")).statusCode).toBe(429)
  const later = Date.now() + 60_000
  vi.spyOn(Date, "now").mockReturnValue(later)
  const before = await kept()
  expect((await send(strict, secrets, "10.9.9.9")).statusCode).toBe(200)
  expect(await kept()).toBe(before + 1)
}, 120_000)

test("hostile 21: two guesses from each of a thousand addresses hit nothing, and stop nobody at another address", async () => {
  const { secrets } = await newCode()
  const before = await kept()
  let looked = 0
  for (let round = 0; round < 20; round++) {
    const some = await Promise.all(
      Array.from({ length: 100 }, (_, n) => {
        const source = (round * 100 + n) % 1_000
        return send(strict, guess(), `10.10.${source >> 8}.${source & 255}`)
      }),
    )
    looked += some.filter(({ statusCode }) => statusCode === 200).length
  }
  // Of ten thousand all would be looked at: a limit of each address is none for a thousand. What stops them is the length of a code.
  expect(looked).toBe(2_000)
  expect((10_000 * 1e6) / 1e19).toBeLessThan(1e-6)
  expect(await kept()).toBe(before)
  expect((await send(strict, secrets, "10.11.0.1")).statusCode).toBe(200)
  expect(await kept()).toBe(before + 1)
}, 120_000)
