import { pathOf, putRelayAck, takeRelayBox } from "@homesafe/api"
import { hexOf } from "@homesafe/protocol"

/** What the relay holds for this screen: bytes, nothing yet, or no network. */
export type Fetched =
  | { readonly state: "here"; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly state: "nothing" | "offline" }

/** Asks once whether the portal has answered. */
export async function fetchAnswer(relayId: Uint8Array): Promise<Fetched> {
  try {
    const response = await fetch(pathOf(takeRelayBox, { id: hexOf(relayId) }), { cache: "no-store" })
    if (response.status !== 200) return { state: "nothing" }
    return { state: "here", bytes: new Uint8Array(await response.arrayBuffer()) }
  } catch {
    return { state: "offline" }
  }
}

/** Tells the portal that the answer was taken; a word that gets lost changes nothing here. */
export async function sendAck(relayId: Uint8Array, ack: Uint8Array<ArrayBuffer>): Promise<void> {
  const headers = { "content-type": putRelayAck.contentType }
  await fetch(pathOf(putRelayAck, { id: hexOf(relayId) }), { method: "PUT", headers, body: ack }).catch(() => undefined)
}
