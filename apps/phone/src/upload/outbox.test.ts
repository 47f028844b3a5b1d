import { askKeptStatement } from "@homesafe/api"
import {
  addDays,
  authHashOf,
  deriveUploadSecrets,
  equalBytes,
  formatUploadCode,
  hexOf,
  makeKeptStatement,
  makeUploadCode,
  makeUploadReply,
  readUploadBody,
  sha256,
  unixSeconds,
  utf8Of,
} from "@homesafe/protocol"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import {
  DEP,
  keeperSecret,
  makeVenue,
  NOW,
  OFFSET,
  receiptSecret,
  TODAY,
} from "../feed/published-lists.test-support.ts"
import { readBesideOf } from "../keeper/beside.ts"
import { makeKeeper } from "../keeper/keeper.test-support.ts"
import { type Keeper, randomBytes } from "../keeper/keeper.ts"
import { viewOfDiary } from "../keeper/view-visits.ts"
import { checkInByCode } from "../visit/check-in.ts"
import { endForgottenVisits } from "../visit/end-visits.ts"
import { askDue, askNow } from "./ask-kept.ts"
import { putDecoy, sendDue, sendWaiting, waitingUpload } from "./outbox.ts"
import { sendUpload } from "./send-upload.ts"

const random = (n: number) => randomBytes(n)
const code = makeUploadCode(random)
const secrets = deriveUploadSecrets(code.slice(0, 19), DEP)
const KEEP_UNTIL = addDays(TODAY, 2556)
const at = (seconds: number) => unixSeconds(NOW + seconds)

/** The mailbox as a phone sees it: it keeps a body, and may lose the way back. */
function makeMailbox() {
  const mailbox = {
    kept: [] as string[],
    isAway: false,
    isSilent: false,
    losesAnswers: false,
    seen: [] as number[],
    asked: [] as string[],
    textHash: "",
    isOpened: false,
  }
  vi.stubGlobal("fetch", async (path: string, init: { body: Uint8Array }) => {
    if (mailbox.isAway) throw new TypeError("no network")
    if (path === askKeptStatement.path) {
      mailbox.asked.push(hexOf(init.body))
      if (mailbox.isSilent) return new Promise<Response>(() => {})
      const isOwn = hexOf(init.body) === hexOf(secrets.lookup) + hexOf(secrets.auth)
      if (!mailbox.isOpened || !isOwn) return new Response(randomBytes(256))
      const { inner } = secrets
      const statement = { t: NOW, keepUntil: KEEP_UNTIL, inner, textHash: mailbox.textHash, keeperSecret, dep: DEP }
      return new Response(new Uint8Array(makeKeptStatement({ ...statement, nonce: random(12) })))
    }
    mailbox.seen.push(init.body.length)
    const read = readUploadBody(init.body)
    if (!read.ok) return new Response(null, { status: 400 })
    const { lookup, auth, box } = read.value
    const isKnown = hexOf(lookup) === hexOf(secrets.lookup) && equalBytes(authHashOf(auth), authHashOf(secrets.auth))
    if (!isKnown) return new Response(randomBytes(256))
    const hash = hexOf(sha256(box))
    const status = mailbox.kept.length === 0 ? "received" : mailbox.kept[0] === hash ? "same-again" : "used-otherwise"
    if (status === "received") mailbox.kept.push(hash)
    if (mailbox.losesAnswers) throw new TypeError("the connection broke")
    const reply = { status, t: NOW, box, replyKey: secrets.reply, receiptSecret, dep: DEP, nonce: random(12) } as const
    return new Response(new Uint8Array(makeUploadReply(reply)))
  })
  return mailbox
}

let keeper: Keeper
let mailbox: ReturnType<typeof makeMailbox>
let ids: string[]

beforeEach(async () => {
  keeper = await makeKeeper(NOW)
  mailbox = makeMailbox()
  const entered = await checkInByCode(keeper, makeVenue("noodles").url, NOW)
  if (!entered.ok) throw new Error(entered.problem)
  await endForgottenVisits(keeper, at(36_000))
  ids = viewOfDiary(keeper).map(({ id }) => id)
})
afterEach(() => vi.unstubAllGlobals())
const upload = (now = NOW) => sendUpload(keeper, { typed: formatUploadCode(code), ids, now })

test("an upload is received, its receipt kept, and nothing waits any more", async () => {
  expect(await upload()).toMatchObject({ ok: true, receipt: { status: "received", visits: 1 } })
  expect(waitingUpload(keeper)).toBeUndefined()
  expect(readBesideOf(keeper).receipts).toHaveLength(1)
  expect(await keeper.db.getAllKeys("outbox")).toEqual([])
})

test("without a network the sealed upload waits, survives a restart of the app, and goes by itself when its time has come", async () => {
  mailbox.isAway = true
  expect(await upload()).toEqual({ ok: false, problem: "offline" })
  expect(waitingUpload(keeper)).toMatchObject({ visits: 1, tries: 1 })
  // A new start reads the same files and the same database.
  const restarted: Keeper = { ...keeper, pages: new Map() }
  mailbox.isAway = false
  expect(await sendDue(restarted, at(10)), "not before its time").toBe(false)
  expect(await sendDue(restarted, at(60))).toBe(true)
  expect(readBesideOf(restarted)).toMatchObject({
    outbox: [],
    uploadNews: { ok: true, receipt: { status: "received" } },
  })
})

test("a lost answer costs nothing: the same bytes go again and count once", async () => {
  mailbox.losesAnswers = true
  expect(await upload()).toEqual({ ok: false, problem: "offline" })
  mailbox.losesAnswers = false
  // The owner presses again, even with another choice: what may have arrived is asked for first.
  expect(await sendUpload(keeper, { typed: formatUploadCode(code), ids: [], now: at(5) })).toMatchObject({
    ok: true,
    receipt: { status: "same-again" },
  })
  expect(mailbox.kept).toHaveLength(1)
})

test("two attempts at once send one upload, one after the other, and end in one receipt", async () => {
  mailbox.isAway = true
  await upload()
  mailbox.isAway = false
  const waiting = waitingUpload(keeper)
  if (!waiting) throw new Error("nothing waits")
  const outcomes = await Promise.all([sendWaiting(keeper, waiting, at(60)), sendWaiting(keeper, waiting, at(60))])
  expect(outcomes.map(({ ok }) => ok)).toEqual([true, true])
  expect(mailbox.seen).toHaveLength(1)
  expect(readBesideOf(keeper).receipts).toHaveLength(1)
})

test("after 72 hours, when the code must be over, it is given up and said", async () => {
  mailbox.isAway = true
  await upload()
  expect(await sendDue(keeper, at(73 * 3600))).toBe(true)
  expect(readBesideOf(keeper)).toMatchObject({
    outbox: [],
    uploadNews: { ok: false, problem: "no-answer-for-this-code" },
  })
})

test("hostile 68: a decoy takes the same way as an upload, waits like one, and leaves neither news nor receipt", async () => {
  await putDecoy(keeper, random, NOW)
  mailbox.isAway = true
  await sendDue(keeper, NOW)
  expect(readBesideOf(keeper).outbox).toMatchObject([{ isDecoy: true, tries: 1 }])
  mailbox.isAway = false
  expect(await sendDue(keeper, at(3600))).toBe(false)
  expect(readBesideOf(keeper)).toMatchObject({ outbox: [], receipts: [], uploadNews: null })
  await upload()
  expect(mailbox.seen, "both have one size").toEqual([49_200, 49_200])
})

test("what waits in the database tells nothing without the key in the beside-file", async () => {
  mailbox.isAway = true
  await upload()
  const [sealed] = await keeper.db.getAll("outbox")
  const text = Buffer.from(sealed ?? [])
  for (const secret of [hexOf(secrets.lookup), hexOf(secrets.reply)]) {
    expect(text.includes(Buffer.from(secret, "hex"))).toBe(false)
  }
  expect(text.includes(Buffer.from(utf8Of("replyKey")))).toBe(false)
})

test("the phone asks by itself how long its visits are kept, and the signed date stands in the receipt", async () => {
  await upload()
  const [receipt] = readBesideOf(keeper).receipts
  mailbox.textHash = receipt?.textHash ?? ""
  expect(receipt).toMatchObject({ kept: null, ask: expect.anything() })
  expect(await askDue(keeper, at(6 * 3600)), "not opened yet").toBe(false)
  mailbox.isOpened = true
  expect(await askDue(keeper, at(48 * 3600))).toBe(true)
  const [kept] = readBesideOf(keeper).receipts
  expect(kept).toMatchObject({ ask: null, kept: { t: NOW, until: (KEEP_UNTIL + 1) * 86_400 - OFFSET - 1 } })
  expect(mailbox.asked).toHaveLength(3)
})

test("a question stays until it is answered: closing the app meanwhile loses none, and a slow answer is not asked for twice", async () => {
  await upload()
  const asks = () => readBesideOf(keeper).asks.map((each) => each.at)
  const times = asks()
  mailbox.isSilent = true
  void askDue(keeper, at(48 * 3600)) // the app is closed before the answer
  await vi.waitFor(() => expect(mailbox.asked).toHaveLength(1))
  expect(asks()).toEqual(times)
  const [first] = times
  if (first === undefined) throw new Error("nothing to ask")
  await askDue(keeper, unixSeconds(first))
  expect(mailbox.asked, "under way already").toHaveLength(1)
})

test("without a network a question is put off by half an hour, and not dropped", async () => {
  await upload()
  mailbox.isAway = true
  expect(await askDue(keeper, at(48 * 3600))).toBe(false)
  expect(readBesideOf(keeper).asks.map((each) => each.at)).toEqual(Array(3).fill(at(48 * 3600) + 1800))
})

test("a statement of another upload, or by another key, is not believed", async () => {
  await upload()
  mailbox.isOpened = true
  mailbox.textHash = "00".repeat(32)
  expect(await askDue(keeper, at(48 * 3600))).toBe(false)
  expect(readBesideOf(keeper).receipts).toMatchObject([{ kept: null }])
})

test("hostile 68: after a decoy the phone asks as often as after an upload, and for nobody", async () => {
  await putDecoy(keeper, random, NOW)
  await sendDue(keeper, NOW)
  const times = readBesideOf(keeper).asks.map((each) => each.at)
  expect(times).toHaveLength(3)
  for (const [nth, hours] of [1, 6, 24].entries()) {
    expect(times[nth]).toBeGreaterThanOrEqual(at(hours * 1800))
    expect(times[nth]).toBeLessThanOrEqual(at(hours * 5400))
  }
  expect(await askDue(keeper, at(48 * 3600))).toBe(false)
  await askNow(keeper, NOW)
  expect(new Set(mailbox.asked.map((body) => body.length))).toEqual(new Set([96]))
  expect(mailbox.asked.some((body) => body.startsWith(hexOf(secrets.lookup)))).toBe(false)
  await upload()
  await askNow(keeper, NOW)
  expect(mailbox.asked.at(-1), "where a statement is lacking, chance asks for it").toContain(hexOf(secrets.lookup))
})
