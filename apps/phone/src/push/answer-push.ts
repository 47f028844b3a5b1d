import { getPushKey, subscribePush, unsubscribePush } from "@homesafe/api"
import { utf8Of } from "@homesafe/protocol"
import type { AnswersOf, NoInput } from "../keeper/command-shape.ts"
import { type KeptValues, readKept, writeKept } from "../keeper/open-database.ts"
import { sendRequest } from "../network/send-request.ts"

const ANSWER_BYTES = 4096

/** The daily push: opt-in, and without content. */
export interface PushCommands {
  /** The host of the push service that this phone is registered with; null when it is off. */
  readonly pushState: { input: NoInput; output: { host: string | null } }
  readonly pushKey: { input: NoInput; output: { key: string | null } }
  readonly pushOn: { input: { endpoint: string; p256dh: string; auth: string }; output: { isOn: boolean } }
  readonly pushOff: { input: NoInput; output: null }
  /** The words of the neutral notification, in the reader's language. */
  readonly keepNotice: { input: KeptValues["notice"]; output: null }
}

export const answersOfPush: AnswersOf<PushCommands> = {
  async pushState(_, { db }) {
    const endpoint = await readKept(db, "pushEndpoint")
    return { host: endpoint ? new URL(endpoint).host : null }
  },

  async pushKey(_, { db }, now) {
    const reply = await sendRequest(db, { what: "push-key", path: getPushKey.path, limit: ANSWER_BYTES, now })
    if (reply?.status !== 200) return { key: null }
    const read = getPushKey.reply.safeParse(JSON.parse(new TextDecoder().decode(reply.bytes)))
    return { key: read.success ? read.data.key : null }
  },

  async pushOn(subscription, { db }, now) {
    const { method, path } = subscribePush
    const body = utf8Of(JSON.stringify(subscription))
    const type = "application/json"
    const reply = await sendRequest(db, { what: "push-on", path, method, body, type, limit: ANSWER_BYTES, now })
    const isOn = reply?.status === 200
    if (isOn) await writeKept(db, "pushEndpoint", subscription.endpoint)
    return { isOn }
  },

  async pushOff(_, { db }, now) {
    const endpoint = await readKept(db, "pushEndpoint")
    if (!endpoint) return null
    const { method, path } = unsubscribePush
    const body = utf8Of(JSON.stringify({ endpoint }))
    const type = "application/json"
    const reply = await sendRequest(db, { what: "push-off", path, method, body, type, limit: ANSWER_BYTES, now })
    // Without an answer the server forgets it when the push service says that it is gone; the browser has ended it already.
    if (reply?.status === 200) await db.delete("kept", "pushEndpoint")
    else await writeKept(db, "pushEndpoint", "")
    return null
  },

  async keepNotice(notice, { db, trust }) {
    await writeKept(db, "notice", notice)
    await writeKept(db, "offset", trust.offset)
    return null
  },
}
