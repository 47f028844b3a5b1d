// Bytes and cryptography of VT-1 that every program may use: formats, units, words, and sealing (never opening) boxes.

export { BOX_OVERHEAD } from "./box/hpke-suite.ts"
export { sealBox } from "./box/seal-box.ts"
export { type DayFile, readDayFile, writeDayFile } from "./cards/day-file.ts"
export { MOST_IN_PARCEL, MOST_PARCEL_BYTES, readParcel } from "./cards/parcel.ts"
export type { Drop } from "./cards/seal-drop.ts"
export { shuffle } from "./cards/shuffle.ts"
export { type CodeHeader, type CodeKind, isProvisional } from "./codes/code-header.ts"
export { bytesOfDigits, digitsOfBytes } from "./codes/digits.ts"
export {
  DOOR_PROOF_SECONDS,
  type DoorAnswer,
  type DoorProof,
  doorAnswer,
  doorMinuteOf,
  doorMinutesNow,
  doorProofOf,
  NO_CHALLENGE,
  phoneAnswer,
  staticDoorKey,
} from "./codes/door-proof.ts"
export { checkNames, MAX_NAME_BYTES, type Names } from "./codes/names.ts"
export { type PrintedCode, posterStatement, readPrintedCode, writePrintedCode } from "./codes/printed-code.ts"
export {
  doorNonceOf,
  type KioskGrant,
  type KioskMoment,
  kioskStatement,
  type RotatingCode,
  readKioskGrant,
  readRotatingCode,
  rotatingStatement,
  writeKioskGrant,
  writeRotatingCode,
} from "./codes/rotating-code.ts"
export { type CodePath, splitScannedText } from "./codes/scanned-text.ts"
export { type Decision, readDecision, writeDecision } from "./decide/decision.ts"
export type { NoticeKind, NoticeSubject } from "./decide/notice-subject.ts"
export { acceptSigned } from "./feed/accept-signed.ts"
export { type BuildNames, type BuiltApp, builtApps, readBuildNames, writeBuildNames } from "./files/build-names.ts"
export {
  type Catalogue,
  type CatalogueCategory,
  type CataloguePathogen,
  type CatalogueTemplate,
  readCatalogue,
  writeCatalogue,
} from "./files/catalogue.ts"
export { type Chain, readChain, writeChain } from "./files/chain.ts"
export { type IssuerKey, type Issuers, noIssuers, readIssuers, writeIssuers } from "./files/issuers.ts"
export {
  type BatchFiles,
  type CellFile,
  checkFile,
  type Manifest,
  manifestHash,
  type NamedFile,
  namedFile,
  readManifest,
  type SequencedFile,
  writeManifest,
} from "./files/manifest.ts"
export { type NamedNotice, type Notices, readNotices, writeNotices } from "./files/notices.ts"
export {
  type Exemption,
  exemptions,
  isAppended,
  type Policy,
  type PolicyEntry,
  type PolicyPenalty,
  type PolicyRule,
  type PolicyTexts,
  readPolicy,
  writePolicy,
} from "./files/policy.ts"
export { type Revoked, readRevoked, writeRevoked } from "./files/revoked.ts"
export { FORM_RECORD_BYTES, type FormRecord, formTagOf, readFormRecord } from "./forms/form-record.ts"
export { isFormWithin } from "./forms/is-within.ts"
export { MOST_FORM_RECORDS } from "./forms/seal-form.ts"
export {
  type HealthCode,
  type HealthCodeProblem,
  type HealthColour,
  type HealthTrust,
  type HolderCheck,
  healthColours,
  MOST_CODE_MINUTES,
  MOST_PAPER_MINUTES,
  verifyHealthCode,
} from "./health/health-code.ts"
export { acceptHealthKeys, type HealthKeys, writeHealthKeys } from "./health/health-keys.ts"
export { readHealthStatement } from "./health/health-statement.ts"
export { acceptRevokedPapers, type RevokedPapers, writeRevokedPapers } from "./health/revoked-papers.ts"
export { commitOf, proofOf, rootOfProof, venueIdOf, verifyProof } from "./keys/commitment.ts"
export { coverNodes, coverOf, leafFromCover, type Subtree } from "./keys/cover.ts"
export { canaryRowKey, dayKeyOf, leafOf, rowKeyOf } from "./keys/key-tree.ts"
export { canonicalPlate, proposePlates, VEHICLE_CELL, vehicleEpoch, vehicleKeyOf } from "./keys/vehicle.ts"
export { poolHash, poolText } from "./rows/pool-text.ts"
export { type RowMessage, readMessage, type Window, windowsOf, writeMessage } from "./rows/row-message.ts"
export {
  type Bytes,
  base64urlOf,
  bytesOfBase64url,
  bytesOfHex,
  concatBytes,
  copyBytes,
  equalBytes,
  type Hex,
  hexOf,
  isHex,
  type Random,
  textOfUtf8,
  utf8Of,
} from "./shared/bytes.ts"
export { hmac, keyIdOf, sha256 } from "./shared/hash.ts"
export { ok, type Result, refused } from "./shared/result.ts"
export { type Json, readStrictJson, writeCanonicalJson } from "./shared/strict-json.ts"
export {
  addDays,
  hourOf,
  isPastRetention,
  type Minutes,
  minuteOf,
  minutes,
  RETENTION_DAYS,
  type ServiceDay,
  serviceDay,
  serviceDayOf,
  startOfServiceDay,
  type Units,
  type UnixSeconds,
  units,
  unitsOnward,
  unixSeconds,
} from "./shared/units.ts"
export { ed25519PublicKey, ed25519Sign, ed25519Verify, isSmallOrderKey } from "./sign/ed25519.ts"
export {
  countSigners,
  type EnvelopeLabel,
  type EnvelopeSignature,
  readEnvelope,
  type SignedEnvelope,
  type SignedThing,
  signEnvelope,
  signedText,
  writeEnvelope,
} from "./sign/envelope.ts"
export { acceptTrustList, type TrustProblem } from "./trust/accept-trust-list.ts"
export { type Deployment, readDeployment, writeDeployment } from "./trust/deployment.ts"
export {
  type KeyRole,
  keyById,
  keysOf,
  readTrustList,
  type TrustKey,
  type TrustList,
  uploadKeyFor,
  writeTrustList,
} from "./trust/trust-list.ts"
export { KEPT_STATEMENT_BYTES, makeKeptStatement } from "./upload/kept-statement.ts"
export {
  CREDENTIAL_BYTES,
  readCredential,
  readUploadBody,
  UPLOAD_BODY_BYTES,
  type UploadBody,
  writeUploadBody,
} from "./upload/upload-body.ts"
export {
  authHashOf,
  deriveUploadSecrets,
  formatUploadCode,
  makeUploadCode,
  purgeIdOf,
  readUploadCode,
  type UploadSecrets,
} from "./upload/upload-code.ts"
export { makeUploadReply, type ReceiptStatus, UPLOAD_REPLY_BYTES, type UploadReceipt } from "./upload/upload-reply.ts"
