import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { base64url, envelope, hex, nothing, serviceDay, unixSeconds, uuid } from "./shapes.ts"

// The small processes inside the authority: opener, verifiers, witness. They listen on the loopback or an inner network only.

/** What the opener must know of a venue to check a proof (Spec §6). */
export const registeredVenue = z.strictObject({
  vid: hex(8),
  commit: hex(16),
  notBefore: serviceDay,
  notAfter: serviceDay,
  revokedFrom: z.nullable(serviceDay),
  /** The issuer's grants for its screens. */
  grants: z.array(base64url(2_000)),
})

export const getOpenerStatus = contract({
  method: "GET",
  path: "/v1/status",
  access: "internal",
  summary:
    "Sealed, or which upload keys are in memory; and how many officers have brought their shares since it started",
  reply: z.strictObject({
    sealed: z.boolean(),
    uploadKeys: z.array(hex(4)),
    brought: z.int(),
    /** How many it takes; 0 before the first one. */
    needed: z.int(),
  }),
  problems: [],
})

export const bringShare = contract({
  method: "POST",
  path: "/v1/shares",
  access: "internal",
  summary:
    "An officer brings a share of the upload keys' seal; it stays in memory, and with enough of them the opener opens its keys. One of an earlier seal is content-changed",
  body: z.strictObject({ share: z.string().check(z.maxLength(400)) }),
  reply: z.strictObject({ brought: z.int(), needed: z.int() }),
  problems: ["malformed", "content-changed", "not-ready"],
})

export const unsealOpener = contract({
  method: "POST",
  path: "/v1/unseal",
  access: "internal",
  summary:
    "Tells the opener its deployment and form keys, and upload keys where they do not lie sealed beside it; nothing is written down there",
  body: z.strictObject({
    dep: hex(8),
    offset: z.int(),
    /** Believed, because it comes with the keys: whose signatures make an officer's list. */
    trust: envelope,
    /** Newest first; none where officers bring shares (`bringShare`). */
    keys: z.array(z.strictObject({ id: hex(4), secret: hex(32), days: z.tuple([serviceDay, serviceDay]) })),
    /** Form keys, newest first: they open what venues answer, and with a row key the register forms. */
    formKeys: z.array(z.strictObject({ id: hex(4), secret: hex(32) })),
  }),
  reply: nothing,
  problems: ["malformed"],
})

/** How a case knows where they were. */
export const interviewSource = z.enum(["memory", "receipt", "calendar", "photo", "other-person", "record"])
/** See `interviewSource`. */
export type InterviewSource = z.infer<typeof interviewSource>
/** What an officer wrote down of one stay. */
export const interviewed = z.strictObject({
  /** The same for each day of one stay. */
  id: uuid,
  how: interviewSource,
  /** The place in the case's words, where it stands in no register; its `vid` is random then and belongs to nobody. */
  words: z.nullable(z.string()),
})

/** One visit as the opener hands it over, inside the case's own seal. */
export const openedVisit = z.strictObject({
  vid: hex(8),
  day: serviceDay,
  /** Minutes of the service day, 0..1440. */
  arrival: z.int(),
  departure: z.int(),
  verdict: z.enum(["proven", "unproven"]),
  /** Why a visit is unproven: a word of the protocol's problems. */
  reason: z.nullable(z.string()),
  /** What its row needs, with what proves it; null where unproven, and where a screen was scanned. */
  keys: z.nullable(z.strictObject({ dayKey: hex(16), proof: hex(144) })),
  /** The kiosk's evidence where a screen was scanned, as `writeKioskEvidence` writes it; null elsewhere. */
  screen: z._default(z.nullable(base64url(4_000)), null),
  /** A vehicle by its plate, registered or not, with the commitment that the plate gives (Spec §14); null for every other place. */
  vehicle: z._default(z.nullable(z.strictObject({ plate: z.string(), commit: hex(16) })), null),
})
/** See `openedVisit`. */
export type OpenedVisit = z.infer<typeof openedVisit>

/** A visit as it lies in the case's seal: opened from an upload, or written down by an officer. */
export const keptVisit = z.strictObject({ ...openedVisit.shape, interview: z.exactOptional(interviewed) })
/** See `keptVisit`. */
export type KeptVisit = z.infer<typeof keptVisit>

export const openUpload = contract({
  method: "POST",
  path: "/v1/open",
  access: "internal",
  summary: "Opens a sealed upload, checks each capsule, and answers sealed for the case",
  body: z.strictObject({
    lookup: hex(16),
    inner: hex(16),
    box: base64url(70_000),
    today: serviceDay,
    venues: z.array(registeredVenue),
    /** The trust list's pattern of plates; null where plates are not used. */
    plate: z.nullable(z.string()),
    caseKey: hex(32),
  }),
  reply: z.strictObject({
    outcome: z.enum(["opened", "quarantined"]),
    reason: z.nullable(z.string()),
    /** H(text), which the kept-statement names; null where nothing was opened. */
    textHash: z.nullable(hex(32)),
    /** nonce 12 ‖ AES-256-GCM(case key) of JSON {visits: OpenedVisit[]} */
    sealed: base64url(4_000_000),
    proven: z.int(),
    unproven: z.int(),
  }),
  problems: ["malformed", "opener-sealed"],
})

export const openVenueAnswer = contract({
  method: "POST",
  path: "/v1/venue-answers",
  access: "internal",
  summary: "Opens a venue's answer to a request and checks the day's key against the commitment (Spec §6)",
  body: z.strictObject({
    id: hex(16),
    vid: hex(8),
    day: serviceDay,
    commit: hex(16),
    notBefore: serviceDay,
    box: base64url(400),
  }),
  reply: z.strictObject({ keys: z.nullable(z.strictObject({ dayKey: hex(16), proof: hex(144) })) }),
  problems: ["malformed", "opener-sealed"],
})

const signature = z.strictObject({ key: hex(4), role: z.enum(["verifier", "witness"]), sig: base64url(100) })

export const setOfficers = contract({
  method: "PUT",
  path: "/v1/officers",
  access: "internal",
  summary: "The signed list of officers' keys; a verifier keeps the highest number it has seen",
  body: envelope,
  reply: nothing,
  problems: ["malformed", "bad-signature"],
})

export const cosignBatch = contract({
  method: "POST",
  path: "/v1/cosign",
  access: "internal",
  summary: "Rebuilds a batch from its seed and signs only if every row follows from two officers' decisions (Spec §9)",
  body: z.strictObject({
    /** A batch request (Spec §9, what a verifier is sent). */
    request: base64url(80_000_000),
    /** The trust list that the manifest names, when it has changed. */
    trust: envelope,
  }),
  reply: signature,
  problems: ["malformed", "not-ready", "bad-signature", "content-changed"],
})

/** What a canary phone last found. */
export const canaryReport = z.strictObject({
  /** The newest list in which it found the row that every list holds: its number, its own time, and when it was found. */
  found: z.nullable(z.strictObject({ seq: z.int(), t: unixSeconds, at: unixSeconds })),
  lookedAt: unixSeconds,
  /** Why the last look found nothing new that a phone would believe; null when all is well. */
  problem: z.nullable(z.string()),
})
/** See `canaryReport`. */
export type CanaryReport = z.infer<typeof canaryReport>

export const getCanary = contract({
  method: "GET",
  path: "/v1/canary",
  access: "internal",
  summary: "What a canary phone, which runs phones' own code, last found where everybody fetches",
  reply: canaryReport,
  problems: ["not-ready"],
})

export const witnessHead = contract({
  method: "POST",
  path: "/v1/witness",
  access: "internal",
  summary: "Signs one manifest hash for each number, in order (Spec §9)",
  body: z.strictObject({ manifest: base64url(200_000) }),
  reply: signature,
  problems: ["malformed", "content-changed"],
})
