import { pathOf, putRelayAck, putRelayBox, readRelayAck, takeRelayBox } from "@homesafe/api"
import { hexOf } from "@homesafe/protocol"
import type { PhoneDatabase } from "../keeper/open-database.ts"
import { sendRequest } from "../network/send-request.ts"

/** Where a box and its answer wait, and the moment of asking. */
export interface RelayPlace {
  readonly db: PhoneDatabase
  readonly relayId: Uint8Array
  readonly now: number
}

/** Why the relay did not take a box. */
export type RelayProblem = "offline" | "too-large" | "relay-full" | "code-used"

/** The most bytes that the relay takes; more goes as a file. */
export const RELAY_BYTES = putRelayBox.bodyBytes
// A refusal is a few words of JSON.
const REFUSAL_BYTES = 4096
const [NO_CONTENT, CONFLICT, TOO_LARGE] = [204, 409, 413]

function request(
  { db, relayId, now }: RelayPlace,
  contract: { readonly method: "PUT" | "GET"; readonly path: string },
) {
  const path = pathOf(contract, { id: hexOf(relayId) })
  return (body: Uint8Array<ArrayBuffer> | undefined, limit: number) =>
    sendRequest(db, { what: "relay", path, method: contract.method, limit, now, ...(body ? { body } : {}) })
}

/** Leaves the box; a box that is there already counts as left when this is not the first attempt. */
export async function leaveBox(
  place: RelayPlace,
  box: Uint8Array<ArrayBuffer>,
  isAgain: boolean,
): Promise<RelayProblem | null> {
  if (box.length > RELAY_BYTES) return "too-large"
  const reply = await request(place, putRelayBox)(box, REFUSAL_BYTES)
  if (reply === undefined) return "offline"
  if (reply.status === NO_CONTENT || (reply.status === CONFLICT && isAgain)) return null
  if (reply.status === CONFLICT) return "code-used"
  return reply.status === TOO_LARGE ? "too-large" : "relay-full"
}

/** Takes the box: it is handed out once. */
export async function takeBox(place: RelayPlace): Promise<Uint8Array<ArrayBuffer> | "waiting" | "offline"> {
  const reply = await request(place, takeRelayBox)(undefined, RELAY_BYTES)
  if (reply === undefined) return "offline"
  return reply.status === 200 && reply.isWhole ? reply.bytes : "waiting"
}

/** Leaves the answer. False when it has to be tried again. */
export async function leaveAck(place: RelayPlace, ack: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const reply = await request(place, putRelayAck)(ack, REFUSAL_BYTES)
  return reply?.status === NO_CONTENT || reply?.status === CONFLICT
}

/** Asks for the answer. */
export async function readAck(place: RelayPlace): Promise<Uint8Array | "waiting" | "offline"> {
  const reply = await request(place, readRelayAck)(undefined, REFUSAL_BYTES)
  if (reply === undefined) return "offline"
  return reply.status === 200 && reply.bytes.length === readRelayAck.replyBytes ? reply.bytes : "waiting"
}
