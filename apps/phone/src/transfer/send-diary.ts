import { bytesOfDigits, equalBytes, splitScannedText, unixSeconds } from "@homesafe/protocol"
import {
  ackNumberOf,
  checkNumberOf,
  readTransferCode,
  sealTransferBox,
  type TransferCode,
  transferAck,
} from "@homesafe/protocol/visitor"
import type { Keeper } from "../keeper/keeper.ts"
import { waitingUpload } from "../upload/outbox.ts"
import { allVisits, openEntries } from "../visit/find-visits.ts"
import { packDiary } from "./pack-diary.ts"
import { leaveBox, type RelayProblem, readAck } from "./relay.ts"

/** What the old phone asks before it sends. */
export interface SendView {
  readonly checkNumber: string
  readonly visits: number
  readonly days: number
  /** Visits that go on, and would end now. */
  readonly open: number
}
/** Why a scanned code is not taken. */
export type TransferCodeProblem = "not-our-code" | "wrong-host" | "not-a-transfer-code" | "upload-waits"
/** What is known of the new phone's answer. */
export type AckState = "waiting" | "offline" | "wrong-number" | "answered" | "nothing-sent"

interface Sending {
  readonly code: TransferCode
  box?: Uint8Array<ArrayBuffer>
  /** The visits as they were packed. */
  packed?: string
  isTried: boolean
  isAnswered: boolean
}
let sending: Sending | undefined

/** Reads the new phone's code. */
export function readCode(
  keeper: Keeper,
  text: string,
): { readonly ok: true; readonly view: SendView } | { readonly ok: false; readonly problem: TransferCodeProblem } {
  const split = splitScannedText(text, keeper.trust.hosts)
  if (!split.ok) return split
  const bytes = split.value.path === "t" ? bytesOfDigits(split.value.digits) : undefined
  const code = bytes && readTransferCode(bytes)
  if (!code?.ok) return { ok: false, problem: "not-a-transfer-code" }
  // It would go nowhere: the code that it is sealed with does not move.
  if (waitingUpload(keeper)) return { ok: false, problem: "upload-waits" }
  sending = { code: code.value, isTried: false, isAnswered: false }
  const visits = allVisits(keeper)
  const days = new Set(visits.map(({ day }) => day)).size
  const checkNumber = checkNumberOf(bytes ?? new Uint8Array())
  return { ok: true, view: { checkNumber, visits: visits.length, days, open: openEntries(keeper).length } }
}

/** Seals the diary and leaves it at the relay, or hands it out to be saved. The same box goes again when an attempt failed. */
export async function sendDiary(
  keeper: Keeper,
  how: "relay" | "file",
  now: number,
): Promise<
  | { readonly ok: true; readonly box: Uint8Array<ArrayBuffer> | null }
  | { readonly ok: false; readonly problem: RelayProblem | "nothing-scanned" }
> {
  const current = sending
  if (!current) return { ok: false, problem: "nothing-scanned" }
  if (!current.box) {
    const diary = await keeper.exclusive(() => packDiary(keeper, unixSeconds(now)))
    current.packed = nameOfDiary(keeper)
    current.box = await sealTransferBox(current.code, diary)
    keeper.changed()
  }
  if (how === "file") return { ok: true, box: current.box }
  const isAgain = current.isTried
  current.isTried = true
  const problem = await leaveBox({ db: keeper.db, relayId: current.code.relayId, now }, current.box, isAgain)
  return problem ? { ok: false, problem } : { ok: true, box: null }
}

/** Looks for the new phone's answer: at the relay, or in the digits that a person brought. */
export async function checkAck(keeper: Keeper, typed: string | null, now: number): Promise<AckState> {
  const current = sending
  if (!current?.box) return "nothing-sent"
  const wanted = transferAck(current.code.secret, current.box)
  if (typed !== null) {
    current.isAnswered ||= typed.normalize("NFKC").replace(/[\s-]/g, "") === ackNumberOf(wanted)
    return current.isAnswered ? "answered" : "wrong-number"
  }
  const ack = await readAck({ db: keeper.db, relayId: current.code.relayId, now })
  if (typeof ack === "string") return ack
  current.isAnswered ||= equalBytes(ack, wanted)
  return current.isAnswered ? "answered" : "waiting"
}

/** True once the new phone has said that it has everything: only then may this one erase. */
export function isAnswered(): boolean {
  return sending?.isAnswered === true
}

/** True when something was noted here after the diary was packed: erasing would lose it. */
export function hasChangedSince(keeper: Keeper): boolean {
  return sending?.packed !== nameOfDiary(keeper)
}

function nameOfDiary(keeper: Keeper): string {
  return JSON.stringify(allVisits(keeper).map(({ day, visit }) => [day, visit.id, visit.leftAt, visit.note]))
}

/** Forgets the scanned code. */
export function endSending(): void {
  sending = undefined
}
