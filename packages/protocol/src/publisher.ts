// What makes, checks and signs the feed; and what issues codes.
export { signVenueRequest } from "./ask/venue-request.ts"
export { signKioskGrant, signPrintedCode } from "./codes/sign-codes.ts"
export { noticesOfDecisions } from "./decide/named-notices.ts"
export {
  decisionsInForce,
  hoursOfWindows,
  isRowChanged,
  markCorrected,
  type RowState,
  stateOfRow,
} from "./decide/row-state.ts"
export { hasQuorum } from "./feed/accept-manifest.ts"
export { namedFile } from "./files/manifest.ts"
export { type BatchRequest, type KeyedRow, readBatchRequest, writeBatchRequest } from "./publish/batch-request.ts"
export { type BatchProblem, type CheckContext, checkBatch } from "./publish/check-batch.ts"
export { makeManifest, signManifest, witnessManifest } from "./publish/make-manifest.ts"
export { type RowProblem, rowsOfRequest } from "./publish/rows-of-request.ts"
export { readKioskEvidence } from "./rows/evidence-bytes.ts"
export { type Batch, buildBatch, type RealRow, rowCapacity } from "./rows/make-batch.ts"
export {
  checkEvidence,
  type EvidenceProblem,
  hoursGranted,
  hoursTouched,
  type KioskEvidence,
  placeName,
  provenKey,
  type RowEvidence,
  type RowPlace,
  rowPlaceOf,
} from "./rows/row-evidence.ts"
