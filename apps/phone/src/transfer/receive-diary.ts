import type { Random } from "@homesafe/protocol"
import {
  ackNumberOf,
  checkNumberOf,
  composeUrl,
  makeTransferOffer,
  openTransferBox,
  TRANSFER_BOX_SECONDS,
  TRANSFER_CODE_SECONDS,
  type TransferOffer,
  transferAck,
} from "@homesafe/protocol/visitor"
import type { Keeper } from "../keeper/keeper.ts"
import { leaveAck, takeBox } from "./relay.ts"
import { type TakenDiary, takeDiary } from "./take-diary.ts"

/** What the new phone shows. */
export interface OfferView {
  readonly text: string
  readonly digits: string
  readonly checkNumber: string
  /** Seconds: until then it may be scanned. */
  readonly until: number
}
/** How receiving goes. */
export type ReceiveNews =
  | { readonly state: "waiting" | "offline" | "expired" }
  | { readonly state: "refused"; readonly problem: "does-not-open" | "malformed" }
  | {
      readonly state: "taken"
      readonly taken: TakenDiary
      /** For an old phone that the answer does not reach by the relay. */
      readonly ackNumber: string
      readonly isTold: boolean
    }

interface Receiving {
  readonly offer: TransferOffer
  readonly since: number
  taken?: { readonly diary: TakenDiary; readonly ack: Uint8Array<ArrayBuffer>; isTold: boolean }
}
// Nowhere but in memory: whoever closes the app begins anew with a fresh code (Spec §16).
let receiving: Receiving | undefined

/** The code that is shown already, as long as it may be; else, or when a fresh one is wished, a new one: the old one then opens nothing. */
export async function offerTransfer(
  keeper: Keeper,
  { random, host, isFresh }: { readonly random: Random; readonly host: string; readonly isFresh: boolean },
  now: number,
): Promise<OfferView> {
  const isCurrent = receiving && !isFresh && now >= receiving.since && now - receiving.since < TRANSFER_CODE_SECONDS
  if (!receiving || !isCurrent) receiving = { offer: await makeTransferOffer(random), since: now }
  const { offer, since } = receiving
  const { hosts } = keeper.trust
  const { text, digits } = composeUrl(hosts.includes(host) ? host : (hosts[0] ?? host), "t", offer.bytes)
  return { text, digits, checkNumber: checkNumberOf(offer.bytes), until: since + TRANSFER_CODE_SECONDS }
}

/** Forgets the code and its key. */
export function endOffer(): void {
  receiving = undefined
}

/** Looks once whether the box has come by the relay; brings the answer back when that failed before. */
export async function receiveByRelay(keeper: Keeper, now: number): Promise<ReceiveNews> {
  const current = receiving
  if (!current || now - current.since > TRANSFER_BOX_SECONDS) return { state: "expired" }
  if (current.taken) return tell(keeper, current, now)
  const box = await takeBox({ db: keeper.db, relayId: current.offer.code.relayId, now })
  return typeof box === "string" ? { state: box } : receiveBox(keeper, current, box, now)
}

/** Opens a box that came as a file. */
export async function receiveFile(keeper: Keeper, box: Uint8Array, now: number): Promise<ReceiveNews> {
  const current = receiving
  if (!current || now - current.since > TRANSFER_BOX_SECONDS) return { state: "expired" }
  return current.taken ? viewOf(current.taken) : receiveBox(keeper, current, box, now)
}

async function receiveBox(keeper: Keeper, current: Receiving, box: Uint8Array, now: number): Promise<ReceiveNews> {
  const opened = await openTransferBox(current.offer, box)
  if (!opened.ok) return { state: "refused", problem: opened.problem }
  const diary = await keeper.exclusive(() => takeDiary(keeper, opened.value))
  current.taken = { diary, ack: transferAck(current.offer.code.secret, box), isTold: false }
  keeper.changed()
  return tell(keeper, current, now)
}

async function tell(keeper: Keeper, { offer, taken }: Receiving, now: number): Promise<ReceiveNews> {
  if (!taken) return { state: "waiting" }
  taken.isTold ||= await leaveAck({ db: keeper.db, relayId: offer.code.relayId, now }, taken.ack)
  return viewOf(taken)
}

function viewOf({ diary, ack, isTold }: NonNullable<Receiving["taken"]>): ReceiveNews {
  return { state: "taken", taken: diary, ackNumber: ackNumberOf(ack), isTold }
}
