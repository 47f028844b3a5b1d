import { getDeployment, submitUpload } from "@homesafe/api"
import { makeTownPhone, type Stay } from "@homesafe/cli/town-phone"
import { bytesOfBase64url, readTrustList, serviceDayOf, type TrustList, unixSeconds } from "@homesafe/protocol"
import { buildUpload, readUploadReply, uploadEntries } from "@homesafe/protocol/visitor"
import { expect } from "@playwright/test"
import { readCodes } from "./film-poster.ts"
import type { System } from "./run-system.ts"

/** The texts of the posters in a PDF of several pages, in their order; a page without a code is left out. */
export function readPosters(pdf: string, pages: number): string[] {
  return Array.from({ length: pages }, (_, i) => i + 1).flatMap((page) => {
    try {
      return readCodes(pdf, page).slice(0, 1)
    } catch {
      return []
    }
  })
}

/** A phone, with the real store and the real checks, was at these places an hour each up to now, and uploads them by a code of 20 digits. */
export async function sendUpload(
  system: System,
  digits: string,
  posters: readonly string[],
  { isDamaged = false } = {},
): Promise<void> {
  const trust = await readTrust(system)
  const now = unixSeconds(Math.floor(Date.now() / 1000) + system.clockOffset())
  const stays = posters.map((text, i): Stay => {
    const from = now - (posters.length - i) * 3600
    return { text, from: unixSeconds(from), until: unixSeconds(from + 2700) }
  })
  const phone = await makeTownPhone(trust, now, stays)
  const { dep } = trust
  const today = serviceDayOf(now, trust.offset)
  const entries = uploadEntries(phone, today, "all")
  const upload = await buildUpload({ code19: digits.slice(0, 19), dep, entries, trust, today })
  // The sealed box ends the body: changed on its way, it arrives whole and does not open.
  const body = upload.body.slice()
  if (isDamaged) body[body.length - 1] = (body.at(-1) ?? 0) ^ 1
  const headers = { "content-type": submitUpload.contentType, "sec-fetch-site": "same-origin" }
  await expect(async () => {
    const sent = await fetch(`${system.publicOrigin}${submitUpload.path}`, { method: "POST", headers, body })
    expect(sent.status).toBe(200)
    const reply = new Uint8Array(await sent.arrayBuffer())
    const box = isDamaged ? body.slice(-upload.box.length) : upload.box
    expect(readUploadReply(reply, { replyKey: upload.replyKey, box, trust }).ok, "taken").toBe(true)
  }).toPass({ timeout: 30_000 })
}

async function readTrust(system: System): Promise<TrustList> {
  const described = (await (await fetch(`${system.publicOrigin}${getDeployment.path}`)).json()) as {
    trust: { bytes: string }
  } // as: the contract's reply
  const read = readTrustList(bytesOfBase64url(described.trust.bytes) ?? new Uint8Array())
  if (!read.ok) throw new Error("the trust list does not parse")
  return read.value
}
