import { askKeptStatement } from "@homesafe/api"
import { addDays, base64urlOf, bytesOfBase64url, copyBytes, startOfServiceDay } from "@homesafe/protocol"
import { readKeptStatement } from "@homesafe/protocol/visitor"
import { keepBeside, readBesideOf } from "../keeper/beside.ts"
import { type Keeper, randomBytes } from "../keeper/keeper.ts"
import type { ReceiptView } from "../keeper/views.ts"
import { sendRequest } from "../network/send-request.ts"
import { askTimes } from "./retry-times.ts"

// After an upload was opened, the authority leaves a signed statement of how long it keeps it (Spec §6). The phone asks for it some hours
// later. After a decoy it asks in the same way, with a credential that nobody knows: the network sees no difference.

/** One question that is due at a time. */
export interface DueAsk {
  readonly at: number
  /** lookup ‖ auth, base64url. */
  readonly credential: string
}

/** A receipt, with what asks for its kept-statement and opens it until it has come. Base64url. */
export interface KeptReceipt extends ReceiptView {
  readonly ask: { readonly credential: string; readonly keptKey: string } | null
}

/** A decoy's credential. */
export function strangeCredential(): string {
  return base64urlOf(randomBytes(askKeptStatement.bodyBytes))
}

/** The questions that follow an upload or a decoy, spread by chance. */
export function asksAfter(credential: string, now: number): readonly DueAsk[] {
  const chance = () => (randomBytes(1)[0] ?? 0) / 256
  return askTimes(now, [chance(), chance(), chance()]).map((at) => ({ at, credential }))
}

/** A question by chance, like a decoy: for a receipt that still lacks its statement where there is one, for nobody otherwise. */
export async function askNow(keeper: Keeper, now: number): Promise<void> {
  const lacking = readBesideOf(keeper).receipts.find(({ ask }) => ask !== null)
  await ask(keeper, lacking?.ask?.credential ?? strangeCredential(), now)
}

// Without an answer a question is asked again after so many seconds.
const AGAIN = 1800
// A slow answer must not be asked for twice.
const underWay = new Set<string>()

/** Asks what is due; a question is dropped when it was answered, so that closing the app meanwhile loses none. True when a statement came. */
export async function askDue(keeper: Keeper, now: number): Promise<boolean> {
  let isNews = false
  for (const due of readBesideOf(keeper).asks.filter(({ at }) => at <= now)) {
    const name = `${due.at} ${due.credential}`
    if (underWay.has(name)) continue
    underWay.add(name)
    const outcome = await ask(keeper, due.credential, now).finally(() => underWay.delete(name))
    const again = outcome === "no-answer" ? [{ ...due, at: now + AGAIN }] : []
    const others = (asks: readonly DueAsk[]) =>
      asks.filter(({ at, credential }) => at !== due.at || credential !== due.credential)
    keepBeside(keeper, (before) => ({ ...before, asks: [...others(before.asks), ...again] }))
    isNews = outcome === "news" || isNews
  }
  return isNews
}

async function ask(keeper: Keeper, credential: string, now: number): Promise<"news" | "nothing-yet" | "no-answer"> {
  const body = bytesOfBase64url(credential)
  if (!body) return "nothing-yet"
  const { path, replyBytes } = askKeptStatement
  const reply = await sendRequest(keeper.db, { what: "receipt", path, body: copyBytes(body), limit: replyBytes, now })
  if (reply?.status !== 200 || !reply.isWhole) return "no-answer"
  let isNews = false
  keepBeside(keeper, (before) => ({
    ...before,
    receipts: before.receipts.map((receipt) => {
      const read = readFor(keeper, receipt, credential, reply.bytes)
      if (read) isNews = true
      return read ?? receipt
    }),
  }))
  return isNews ? "news" : "nothing-yet"
}

function readFor(keeper: Keeper, receipt: KeptReceipt, credential: string, bytes: Uint8Array): KeptReceipt | undefined {
  const keptKey = receipt.ask?.credential === credential ? bytesOfBase64url(receipt.ask.keptKey) : undefined
  if (!keptKey) return undefined
  const { textHash, purgeId } = receipt
  const read = readKeptStatement(bytes, { keptKey, textHash, purgeId, trust: keeper.trust })
  if (!read.ok) return undefined // nothing there yet, or not for this upload: asked again later
  const { t, keepUntil, keeperKeyId, signature } = read.value
  // The last moment of the last day kept.
  const until = startOfServiceDay(addDays(keepUntil, 1), keeper.trust.offset) - 1
  return { ...receipt, ask: null, kept: { t, until, keeperKeyId, signature: base64urlOf(signature) } }
}
