// What an officer's console signs and checks.

export { sealVenueAnswer } from "./ask/seal-venue-answer.ts"
export { type GenuineCode, type PosterProblem, readPoster } from "./codes/read-poster.ts"
export { type Decision, readDecision, writeDecision } from "./decide/decision.ts"
export { type ChangedFile, type FileChange, readFileChange, writeFileChange } from "./decide/file-change.ts"
export { type HoldVerdict, readHoldVerdict, writeHoldVerdict } from "./decide/hold-verdict.ts"
export { NOTICE_KINDS, type NoticeKind, type NoticeSubject } from "./decide/notice-subject.ts"
export {
  acceptOfficers,
  changeStatement,
  checkFourEyes,
  decisionStatement,
  holdStatement,
  type OfficerKey,
  type OfficerKeys,
  type OfficerRight,
  type OfficersProblem,
  officerSignature,
  readOfficers,
  signChange,
  signDecision,
  writeOfficers,
} from "./decide/officers.ts"
export { hoursOfWindows } from "./decide/row-state.ts"
