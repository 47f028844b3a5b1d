// What a visitor's phone does: check a code offline, keep a visit, match, and report.
export {
  type PrintedKeys,
  type RotatingKeys,
  readScannedCode,
  readTypedPlate,
  type ScanContext,
  type ScanProblem,
  type VerifiedCode,
} from "./codes/verify-scanned-code.ts"
export { type BuiltUpload, buildUpload, makeDecoyUpload } from "./upload/build-upload.ts"
export { readUploadReply } from "./upload/upload-reply.ts"
export type { UploadEntry } from "./upload/upload-text.ts"
