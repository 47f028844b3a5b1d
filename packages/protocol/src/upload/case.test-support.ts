import { type PrintedKeys, readScannedCode } from "../codes/verify-scanned-code.ts"
import {
  DEP,
  NOW,
  posterOf,
  scanned,
  secretOf,
  type TestVenue,
  TODAY,
  TRUST,
  UPLOAD,
} from "../deployment.test-support.ts"
import { proofOf } from "../keys/commitment.ts"
import { dayKeyOf } from "../keys/key-tree.ts"
import type { Bytes } from "../shared/bytes.ts"
import { minutes, type ServiceDay } from "../shared/units.ts"
import { buildUpload } from "./build-upload.ts"
import type { CapsuleText } from "./capsule-text.ts"
import { sealCapsule, sealChaffCapsules } from "./seal-capsule.ts"
import { deriveUploadSecrets } from "./upload-code.ts"

/** A case's code, without its check digit, and what it stands for. */
export const CODE = "7304918265530947162"
export const SECRETS = deriveUploadSecrets(CODE, DEP)
const BIND = secretOf("bind").slice(0, 16)

/** What a venue's printed code gives a phone for a day. */
export function keysFor({ venueKey, header }: TestVenue, day: ServiceDay = TODAY): PrintedKeys {
  return { kind: "printed", day, dayKey: dayKeyOf(venueKey, day), proof: proofOf(venueKey, header.notBefore, day) }
}

/** What a phone keeps of a visit to a venue whose poster it scanned on that day. */
export function visitTo(venue: TestVenue, day: ServiceDay = TODAY, change: Partial<CapsuleText> = {}): CapsuleText {
  const code = readScannedCode(scanned(posterOf(venue)), { trust: TRUST, revoked: new Map(), now: NOW })
  if (!code.ok) throw new Error(code.problem)
  const stay = { arrival: minutes(480), departure: minutes(570) }
  return { hourVenue: false, vid: venue.vid, day, ...stay, keys: keysFor(venue, day), ...change }
}

/** The upload of a phone with these visits on a day and some chaff; `bind` is the phone's secret of the day. */
export async function uploadOf(
  visits: readonly CapsuleText[],
  { day = TODAY, bind = BIND, chaff = 0 }: { day?: ServiceDay; bind?: Bytes; chaff?: number } = {},
) {
  const capsules = await Promise.all(visits.map((text) => sealCapsule(text, { dep: DEP, uploadKey: UPLOAD, bind })))
  const nothing = await sealChaffCapsules(chaff, { dep: DEP, uploadKey: UPLOAD, bind })
  const entries = [{ day, uploadKeyId: UPLOAD.id, bind: BIND, capsules: [...capsules, ...nothing] }]
  return buildUpload({ code19: CODE, dep: DEP, entries, trust: TRUST, today: TODAY })
}
