// The code that can open an upload. Only servers/opener, tools and journeys may import this door.
export { openVenueAnswer } from "./ask/open-venue-answer.ts"
export { type BoxKeyPair, deriveBoxKeyPair, openBox } from "./box/open-box.ts"
export type { CapsuleProblem, VenueFacts } from "./open/check-capsule.ts"
export { type OpenedForm, openForm } from "./open/open-form.ts"
export { type OpenedUpload, type OpenedVisit, openUpload, type UploadSecret } from "./open/open-upload.ts"
export { writeKioskEvidence } from "./rows/evidence-bytes.ts"
