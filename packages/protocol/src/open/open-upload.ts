import { ENC_BYTES } from "../box/hpke-suite.ts"
import { openBox } from "../box/open-box.ts"
import type { RowEvidence } from "../rows/row-evidence.ts"
import { type Bytes, equalBytes, type Hex, hexOf } from "../shared/bytes.ts"
import { sha256 } from "../shared/hash.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { type Minutes, minutes, type ServiceDay } from "../shared/units.ts"
import { readCapsuleText } from "../upload/capsule-text.ts"
import { capsuleInfo } from "../upload/seal-capsule.ts"
import { readUploadText, type UploadEntry, uploadInfo } from "../upload/upload-text.ts"
import { type CapsuleContext, type CapsuleProblem, checkCapsule } from "./check-capsule.ts"

export interface UploadSecret {
  readonly id: Hex
  readonly secret: Uint8Array
}
export interface OpenedVisit {
  readonly vid: Hex
  readonly day: ServiceDay
  readonly arrival: Minutes
  readonly departure: Minutes
  readonly hourRows: boolean
  readonly rotating: boolean
  readonly plate: string | null
  /** One per row key that the stay touches; empty when unproven. */
  readonly evidence: readonly RowEvidence[]
  /** Hash of the capsule's encapsulated key: the same one in two cases is a copied capsule. */
  readonly enc: Hex
  readonly verdict: { readonly proven: true } | { readonly proven: false; readonly problem: CapsuleProblem }
}
export interface OpenedUpload {
  readonly visits: readonly OpenedVisit[]
  /** H(text), which the kept-statement names. */
  readonly textHash: Hex
  readonly chaff: number
  /** Capsules whose key is gone, or that were sealed for another phone. */
  readonly unopened: number
}

/** Opens a case's upload and checks each capsule. Spec §6. */
export async function openUpload(
  upload: CapsuleContext & {
    readonly lookup: Uint8Array
    readonly box: Uint8Array
    readonly inner: Uint8Array
    /** Newest first. */
    readonly uploadKeys: readonly UploadSecret[]
  },
): Promise<Result<OpenedUpload, "does-not-open" | "malformed" | "wrong-inner">> {
  const text = await openWithAny(upload)
  if (text === undefined) return refused("does-not-open")
  const read = readUploadText(text)
  if (!read.ok) return read
  // Whoever stores the box knows lookup and auth, but not inner: a body of another's making ends here.
  if (!equalBytes(read.value.inner, upload.inner)) return refused("wrong-inner")
  const opened = await Promise.all(
    read.value.entries.flatMap((entry) => entry.capsules.map((capsule) => openCapsule(capsule, entry, upload))),
  )
  return ok({
    textHash: hexOf(sha256(text)),
    visits: opened.filter((visit) => visit !== "chaff" && visit !== "unopened"),
    chaff: opened.filter((visit) => visit === "chaff").length,
    unopened: opened.filter((visit) => visit === "unopened").length,
  })
}

async function openWithAny(upload: {
  readonly dep: Hex
  readonly lookup: Uint8Array
  readonly box: Uint8Array
  readonly uploadKeys: readonly UploadSecret[]
}): Promise<Bytes | undefined> {
  for (const key of upload.uploadKeys) {
    const text = await openBox(key.secret, uploadInfo(upload.dep, key.id), upload.lookup, upload.box)
    if (text !== undefined) return text
  }
  return undefined
}

async function openCapsule(
  capsule: Bytes,
  entry: UploadEntry,
  context: CapsuleContext & { readonly uploadKeys: readonly UploadSecret[] },
): Promise<OpenedVisit | "chaff" | "unopened"> {
  const key = context.uploadKeys.find((held) => held.id === entry.uploadKeyId)
  const text = key && (await openBox(key.secret, capsuleInfo(context.dep, key.id), entry.bind, capsule))
  if (text === undefined) return "unopened"
  const visit = readCapsuleText(text, context.offset)
  if (visit === "chaff") return "chaff"
  const enc = hexOf(sha256(capsule.subarray(0, ENC_BYTES)))
  if (visit === undefined) return malformedVisit(entry.day, enc)
  const { vid, day, arrival, departure, keys } = visit
  const checked = day === entry.day ? checkCapsule(visit, context) : "malformed"
  const isProven = typeof checked !== "string"
  return {
    vid,
    day,
    arrival,
    departure,
    hourRows: visit.hourVenue,
    rotating: keys.kind === "rotating",
    plate: keys.kind === "printed" ? (keys.plate ?? null) : null,
    evidence: isProven ? checked : [],
    enc,
    verdict: isProven ? { proven: true } : { proven: false, problem: checked },
  }
}

function malformedVisit(day: ServiceDay, enc: Hex): OpenedVisit {
  const nowhere = {
    vid: "0000000000000000",
    arrival: minutes(0),
    departure: minutes(0),
    hourRows: false,
    rotating: false,
    plate: null,
  }
  return { ...nowhere, day, evidence: [], enc, verdict: { proven: false, problem: "malformed" } }
}
