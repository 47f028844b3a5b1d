// What a visitor's phone does: check a code offline, keep a visit, match, and report.
export { type CardInside, type CardProblem, readScannedCard } from "./cards/card-code.ts"
export { bucketsOf, CARD_PIN } from "./cards/card-keys.ts"
export { cardKeysOf, tryRecord } from "./cards/open-card.ts"
export { type CardStay, pairStays, rowsOfStay } from "./cards/pair-stays.ts"
export { composeUrl } from "./codes/make-codes.ts"
export { readTypedPlate } from "./codes/read-typed-plate.ts"
export {
  type PrintedKeys,
  type RotatingKeys,
  readScannedCode,
  type ScanContext,
  type ScanProblem,
  type VerifiedCode,
} from "./codes/verify-scanned-code.ts"
export { NOTICE_KINDS } from "./decide/notice-subject.ts"
export {
  type AcceptedManifest,
  acceptManifest,
  chainOf,
  type FeedProblem,
  type FeedState,
  feedAge,
  hasQuorum,
  peekManifest,
} from "./feed/accept-manifest.ts"
export { acceptEarlierManifest, type BatchPlan, type EarlierManifest, planBatches } from "./feed/plan-batches.ts"
export { checkFile } from "./files/manifest.ts"
export { readSequence } from "./files/read-sequence.ts"
export { MOST_SHARED_VISITS, type SharedVisit, sealShare } from "./health/share-visits.ts"
export { type Alert, alertsOf, type MatchedRow, overlapMinutes } from "./rows/alerts.ts"
export { type ExpectedShard, matchShard, type RowMatch, readPoolText, type ShardMatches } from "./rows/match-shard.ts"
export {
  BESIDE_BYTES,
  BESIDE_TEXT_BYTES,
  eraseBeside,
  readBeside,
  stageBeside,
  tidyBeside,
  writeBeside,
} from "./store/beside-file.ts"
export { changeLock } from "./store/change-lock.ts"
export {
  cancelOpenVisit,
  checkIn,
  type OpenVisit,
  type OpenVisitRef,
  openVisits,
  setAssumedDeparture,
} from "./store/check-in.ts"
export { checkOut, checkOutTomorrow, type KeptVisit } from "./store/check-out.ts"
export { deleteVisit } from "./store/delete-visit.ts"
export { eraseLockedDays } from "./store/erase-locked.ts"
export { findUnclaimed } from "./store/find-unclaimed.ts"
export {
  dayInTheWay,
  eraseDay,
  type HouseReport,
  keepHouse,
  makeRoomForDay,
  type StoreClock,
} from "./store/keep-house.ts"
export { type Lock, type LockState, lockOf, type Unlock, unlockKey } from "./store/lock.ts"
export { lookIntoStore } from "./store/look-into-store.ts"
export { rowsOfOpenVisit } from "./store/open-rows.ts"
export { createStore, type OpenedStore, openStore } from "./store/open-store.ts"
export {
  diaryKeyOf,
  liveDays,
  type MatchRow,
  matchRows,
  openDiaryEntry,
  sealDiaryEntry,
  uploadEntries,
} from "./store/read-store.ts"
export { eraseEverything, STORE_BYTES, type Store, type StoreFile, type StorePlace } from "./store/store-file.ts"
export { daysToMove, isDayUntouched, placeMovedRows, takeDayWhole, type UsedEntries } from "./transfer/move-days.ts"
export { makeTransferOffer, openTransferBox, type TransferOffer } from "./transfer/open-transfer.ts"
export { sealTransferBox } from "./transfer/seal-transfer.ts"
export {
  ackNumberOf,
  checkNumberOf,
  readTransferCode,
  TRANSFER_BOX_SECONDS,
  TRANSFER_CODE_SECONDS,
  type TransferCode,
  transferAck,
} from "./transfer/transfer-code.ts"
export type { MovedDay, MovedDiary } from "./transfer/transfer-text.ts"
export { type BuiltUpload, buildUpload, makeDecoyUpload } from "./upload/build-upload.ts"
export { type KeptStatement, readKeptStatement } from "./upload/kept-statement.ts"
export { readUploadReply } from "./upload/upload-reply.ts"
export type { UploadEntry } from "./upload/upload-text.ts"
