import {
  deriveUploadSecrets,
  hexOf,
  makeUploadCode,
  makeUploadReply,
  readUploadBody,
  serviceDay,
  sha256,
} from "@homesafe/protocol"
import { afterEach, expect, test, vi } from "vitest"
import { DEP, NOW, receiptSecret, TODAY } from "../feed/published-lists.test-support.ts"
import { readBesideOf } from "../keeper/beside.ts"
import { makeKeeper } from "../keeper/keeper.test-support.ts"
import { randomBytes } from "../keeper/keeper.ts"
import { type CardUpload, sealForCard, shareForCard } from "./share-for-card.ts"

afterEach(() => vi.unstubAllGlobals())

const code = makeUploadCode(randomBytes)
const secrets = deriveUploadSecrets(code.slice(0, 19), DEP)
const entry = (day = TODAY) => ({
  day,
  uploadKeyId: "00112233",
  bind: randomBytes(16),
  capsules: [randomBytes(273)],
})
const entries = [entry(), entry(serviceDay(TODAY - 1)), entry()]

/** The mailbox as a phone sees it: it keeps the first box, and may be away. */
function makeMailbox() {
  const mailbox = { seen: [] as string[], kept: "", losesAnswers: false }
  vi.stubGlobal("fetch", async (_: string, init: { body: Uint8Array }) => {
    mailbox.seen.push(hexOf(sha256(init.body)))
    const read = readUploadBody(init.body)
    if (!read.ok || hexOf(read.value.lookup) !== hexOf(secrets.lookup)) return new Response(randomBytes(256))
    const { box } = read.value
    const hash = hexOf(sha256(box))
    const status = mailbox.kept === "" ? "received" : mailbox.kept === hash ? "same-again" : "used-otherwise"
    if (status === "received") mailbox.kept = hash
    if (mailbox.losesAnswers) throw new TypeError("the connection broke")
    const reply = { status, t: NOW, box, replyKey: secrets.reply, receiptSecret, dep: DEP, nonce: randomBytes(12) }
    return new Response(new Uint8Array(makeUploadReply({ ...reply, status })))
  })
  return mailbox
}

async function seal(typed = code): Promise<CardUpload> {
  const keeper = await makeKeeper(NOW)
  const sealed = await sealForCard(keeper, { typed, entries, visits: 2 })
  if (!sealed.ok) throw new Error(sealed.problem)
  return sealed.upload
}

test("a holder's visits are received under their code, and the helper's phone keeps neither them nor the receipt", async () => {
  const keeper = await makeKeeper(NOW)
  const before = JSON.stringify(readBesideOf(keeper))
  makeMailbox()
  const upload = await seal()
  expect(await shareForCard(keeper, upload, NOW)).toEqual({
    ok: true,
    receipt: { t: NOW, textHash: upload.textHash, visits: 2 },
  })
  expect(JSON.stringify(readBesideOf(keeper))).toBe(before)
  expect(await keeper.db.count("outbox")).toBe(0)
  const log = JSON.stringify(await keeper.db.getAll("requests"))
  expect(log).toContain("/v1/uploads")
  expect(log).not.toContain(upload.textHash)
})

test("after a lost answer the very same bytes go again, and are known", async () => {
  const keeper = await makeKeeper(NOW)
  const mailbox = makeMailbox()
  const upload = await seal()
  mailbox.losesAnswers = true
  expect(await shareForCard(keeper, upload, NOW)).toEqual({ ok: false, problem: "offline" })
  mailbox.losesAnswers = false
  expect(await shareForCard(keeper, upload, NOW)).toMatchObject({ ok: true })
  expect(new Set(mailbox.seen).size).toBe(1)
  expect(await shareForCard(keeper, await seal(), NOW), "another choice under a code that is spent").toEqual({
    ok: false,
    problem: "used-otherwise",
  })
})

test("a code that is mistyped or of nobody gives nothing away", async () => {
  const keeper = await makeKeeper(NOW)
  const wrong = `${code.slice(0, 19)}${(Number(code[19]) + 1) % 10}`
  expect(await sealForCard(keeper, { typed: wrong, entries, visits: 2 })).toEqual({
    ok: false,
    problem: "wrong-check-digit",
  })
  expect(await sealForCard(keeper, { typed: "12", entries, visits: 2 })).toMatchObject({ problem: "not-20-digits" })
  makeMailbox()
  const upload = await seal(makeUploadCode(randomBytes))
  expect(await shareForCard(keeper, upload, NOW)).toEqual({ ok: false, problem: "no-answer-for-this-code" })
})
