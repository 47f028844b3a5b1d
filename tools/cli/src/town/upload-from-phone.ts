import { submitUpload } from "@homesafe/api"
import type { ServiceDay, TrustList } from "@homesafe/protocol"
import { buildUpload, readUploadReply, type Store, uploadEntries } from "@homesafe/protocol/visitor"

/** Where a phone sends what it kept. */
export interface Mailbox {
  readonly publicOrigin: string
  readonly dep: string
  readonly trust: TrustList
  readonly today: ServiceDay
}

/** A phone of the town uploads its diary with a code of twenty digits; tries for half a minute, for the mailbox learns of a code a little later. */
export async function uploadFromPhone(phone: Store, digits: string, mailbox: Mailbox): Promise<void> {
  const { publicOrigin, dep, trust, today } = mailbox
  const entries = uploadEntries(phone, today, "all")
  const upload = await buildUpload({ code19: digits.slice(0, 19), dep, entries, trust, today })
  for (let attempt = 0; attempt < 30; attempt++) {
    await new Promise((resolve) => setTimeout(resolve, 1000))
    const headers = { "content-type": submitUpload.contentType, "sec-fetch-site": "same-origin" }
    const sent = await fetch(`${publicOrigin}${submitUpload.path}`, { method: "POST", headers, body: upload.body })
    const reply = new Uint8Array(await sent.arrayBuffer())
    if (readUploadReply(reply, { replyKey: upload.replyKey, box: upload.box, trust }).ok) return
  }
  throw new Error("the mailbox did not take the case's upload")
}
