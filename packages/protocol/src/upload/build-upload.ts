import { p256 } from "@noble/curves/nist.js"
import { sealBox } from "../box/seal-box.ts"
import { type Bytes, concatBytes, copyBytes, type Hex, hexOf, type Random } from "../shared/bytes.ts"
import { keyIdOf, sha256 } from "../shared/hash.ts"
import type { ServiceDay } from "../shared/units.ts"
import { type TrustList, uploadKeyFor } from "../trust/trust-list.ts"
import { keptKeyOf } from "./kept-statement.ts"
import { writeUploadBody } from "./upload-body.ts"
import { deriveUploadSecrets, purgeIdOf } from "./upload-code.ts"
import { entriesThatFit, UPLOAD_TEXT_BYTES, type UploadEntry, uploadInfo, writeUploadText } from "./upload-text.ts"

export interface BuiltUpload {
  /** To be posted as it is. */
  readonly body: Bytes
  readonly box: Bytes
  readonly replyKey: Bytes
  readonly purgeId: Hex
  /** What asks for the kept-statement later, and what opens it; `inner` itself need not be kept. */
  readonly credential: Bytes
  readonly keptKey: Bytes
  /** H(text), by which the authority's kept-statement is checked later. */
  readonly textHash: Hex
  readonly daysSent: readonly ServiceDay[]
}

/** Builds a case's upload from a code and the capsules that were chosen. Spec §6. */
export async function buildUpload(upload: {
  readonly code19: string
  readonly dep: Hex
  readonly entries: readonly UploadEntry[]
  readonly trust: TrustList
  readonly today: ServiceDay
  readonly ephemeralIkm?: Uint8Array
}): Promise<BuiltUpload> {
  const { dep, trust, today } = upload
  const { lookup, auth, inner, reply } = deriveUploadSecrets(upload.code19, dep)
  const key = uploadKeyFor(trust, today)
  if (key === undefined) throw new RangeError("the trust list has no upload key")
  const entries = entriesThatFit(upload.entries)
  const text = writeUploadText(inner, entries)
  const box = await sealBox(key.pub, uploadInfo(dep, key.id), lookup, text, upload.ephemeralIkm)
  const textHash = hexOf(sha256(text))
  const daysSent = entries.map((entry) => entry.day)
  return {
    body: writeUploadBody({ lookup, auth, box }),
    box,
    replyKey: reply,
    purgeId: purgeIdOf(inner),
    credential: concatBytes(lookup, auth),
    keptKey: keptKeyOf(inner),
    textHash,
    daysSent,
  }
}

/** Builds a decoy: the same request with nothing in it, to a key that nobody has. Spec §6. */
export async function makeDecoyUpload(dep: Hex, random: Random): Promise<{ readonly body: Bytes }> {
  const lookup = random(16)
  const throwAway = copyBytes(p256.getPublicKey(p256.utils.randomSecretKey(random(48)), false))
  const box = await sealBox(throwAway, uploadInfo(dep, keyIdOf(throwAway)), lookup, new Uint8Array(UPLOAD_TEXT_BYTES))
  return { body: writeUploadBody({ lookup, auth: random(32), box }) }
}
