import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { pendingScreen, screenVerdict } from "./screens.ts"
import { base64url, envelope, hex, id, nothing, unixSeconds } from "./shapes.ts"
import { issuedCode, revocation, venueApplication, venueDetails } from "./venues.ts"

// The link: routes of the public server on a port of its own, for the authority's server alone, which only dials out.

const pendingVenue = z.strictObject({ ...venueApplication.shape, id })
/** An application as the authority collects it. */
export type PendingVenue = z.infer<typeof pendingVenue>

export const collectApplications = contract({
  method: "GET",
  path: "/link/applications",
  access: "authority-link",
  summary: "Venue applications that the authority has not acknowledged yet, oldest first",
  reply: z.strictObject({ applications: z.array(pendingVenue) }),
  problems: ["not-allowed"],
})

const venueNews = z.strictObject({
  id,
  /** Counts what the operator has done since; goes back with the acknowledgement. */
  version: z.int(),
  closedAt: z.nullable(unixSeconds),
  /** When an owner was last exchanged for another: by a hand-over, its undoing, or a recovery. */
  ownerChangedAt: z.nullable(unixSeconds),
  /** `number` is the version in which it was asked for. */
  change: z.nullable(z.strictObject({ ...venueDetails.shape, number: z.int() })),
})
/** What an operator did with a venue after its registration. */
export type VenueNews = z.infer<typeof venueNews>

export const collectVenueNews = contract({
  method: "GET",
  path: "/link/venue-news",
  access: "authority-link",
  summary: "Changes and closures that the authority has not acknowledged yet, at most 50",
  reply: z.strictObject({ news: z.array(venueNews) }),
  problems: ["not-allowed"],
})

export const acknowledgeVenueNews = contract({
  method: "PUT",
  path: "/link/venues/:id/seen",
  access: "authority-link",
  summary: "The authority has stored a venue's news up to this version",
  body: z.strictObject({ version: z.int() }),
  reply: nothing,
  problems: ["not-allowed", "malformed"],
})

export const deliverVerdict = contract({
  method: "PUT",
  path: "/link/venues/:id/verdict",
  access: "authority-link",
  summary: "The state of a venue and its signed codes; the same verdict may be delivered again",
  body: z.strictObject({
    state: z.enum(["provisional", "reviewed", "refused"]),
    reason: z.nullable(z.string().check(z.maxLength(500))),
    codes: z.array(issuedCode),
    /** What the codes say; null where nothing was reviewed yet. */
    details: z.nullable(venueDetails),
    /** The change that was answered last, and why it was refused. */
    answered: z.nullable(z.strictObject({ number: z.int(), refusal: z.nullable(z.string().check(z.maxLength(500))) })),
    revoked: z.nullable(revocation),
  }),
  reply: nothing,
  problems: ["not-allowed", "not-found", "malformed"],
})

export const collectScreens = contract({
  method: "GET",
  path: "/link/screens",
  access: "authority-link",
  summary: "Screens whose key the issuer has not answered for yet, oldest first",
  reply: z.strictObject({ screens: z.array(pendingScreen) }),
  problems: ["not-allowed"],
})

export const deliverScreen = contract({
  method: "PUT",
  path: "/link/screens/:id/verdict",
  access: "authority-link",
  summary: "The issuer's grant for a screen's key, or why there is none; the same answer may be delivered again",
  body: screenVerdict,
  reply: nothing,
  problems: ["not-allowed", "not-found", "malformed"],
})

export const registerUploadCode = contract({
  method: "PUT",
  path: "/link/upload-codes/:lookup",
  access: "authority-link",
  summary: "What the mailbox must know of an upload code: it can neither guess the code nor open the upload (Spec §6)",
  body: z.strictObject({ authHash: hex(32), reply: hex(16), expires: unixSeconds }),
  reply: nothing,
  problems: ["not-allowed", "malformed"],
})

export const withdrawUploadCode = contract({
  method: "DELETE",
  path: "/link/upload-codes/:lookup",
  access: "authority-link",
  summary:
    "A code is withdrawn: from now on it is answered like one that nobody knows; told again, nothing changes (Spec §6)",
  reply: nothing,
  problems: ["not-allowed", "malformed"],
})

export const collectUploads = contract({
  method: "GET",
  path: "/link/uploads",
  access: "authority-link",
  summary: "Sealed uploads that wait, at most 20",
  reply: z.strictObject({ uploads: z.array(z.strictObject({ lookup: hex(16), box: base64url(70_000) })) }),
  problems: ["not-allowed"],
})

export const acknowledgeUpload = contract({
  method: "DELETE",
  path: "/link/uploads/:lookup",
  access: "authority-link",
  summary: "The authority has stored the box durably; the mailbox drops it and keeps the spent code until it expires",
  reply: nothing,
  problems: ["not-allowed", "not-found"],
})

export const deliverKeptStatement = contract({
  method: "PUT",
  path: "/link/kept-statements/:lookup",
  access: "authority-link",
  summary: "An opened upload's kept-statement, kept for 31 days; delivered again, the first one stays (Spec §6)",
  body: z.strictObject({ statement: base64url(342) }),
  reply: nothing,
  problems: ["not-allowed", "malformed", "not-found"],
})

export const putFeedFile = contract({
  method: "PUT",
  path: "/link/feed/:sha256",
  access: "authority-link",
  summary: "One file of the feed; its name must be its hash",
  body: z.strictObject({ bytes: base64url(60_000_000) }),
  reply: nothing,
  problems: ["not-allowed", "malformed", "too-large"],
})

export const putFeedHead = contract({
  method: "PUT",
  path: "/link/feed-head",
  access: "authority-link",
  summary: "Publishes: every named file must be there already",
  body: envelope,
  reply: nothing,
  problems: ["not-allowed", "malformed", "not-ready"],
})

export const putBuildSignature = contract({
  method: "PUT",
  path: "/link/build-signature",
  access: "authority-link",
  summary: "The roots' signature over the names of the four apps' builds",
  body: envelope,
  reply: nothing,
  problems: ["not-allowed", "malformed"],
})

export const putDeployment = contract({
  method: "PUT",
  path: "/link/deployment",
  access: "authority-link",
  summary: "The deployment's description with its trust list and catalogue",
  body: z.strictObject({ text: z.string().check(z.maxLength(1_000_000)) }),
  reply: nothing,
  problems: ["not-allowed", "malformed"],
})
