import type { BuildCommands } from "../build/answer-build.ts"
import type { CardCommands } from "../cards/answer-cards.ts"
import type { DiaryCommands } from "../diary/answer-diary.ts"
import type { DoorCommands } from "../door/answer-door.ts"
import type { FeedCommands } from "../feed/answer-feed.ts"
import type { HealthCommands } from "../health/answer-health.ts"
import type { ClosedLockCommands, LockCommands } from "../lock/answer-lock.ts"
import type { RequestCommands } from "../network/answer-requests.ts"
import type { NoticeCommands } from "../notices/answer-notices.ts"
import type { PeopleCommands } from "../people/answer-people.ts"
import type { FavouriteCommands } from "../places/answer-favourites.ts"
import type { PushCommands } from "../push/answer-push.ts"
import type { ReportCommands } from "../report/answer-report.ts"
import type { RuleCommands } from "../rules/answer-rules.ts"
import type { TransferCommands } from "../transfer/answer-transfer.ts"
import type { UploadCommands } from "../upload/answer-upload.ts"
import type { VisitCommands } from "../visit/answer-visits.ts"
import type { WalletCommands } from "../wallet/answer-wallet.ts"
import type { HouseCommands } from "./answer-house.ts"
import type { StartCommands } from "./answer-start.ts"

/** What a page may ask while the store is closed. */
export interface ClosedCommands extends StartCommands, ClosedLockCommands {}
/** What a page may ask of the open store. */
export interface OpenCommands
  extends HouseCommands,
    VisitCommands,
    DiaryCommands,
    PeopleCommands,
    FavouriteCommands,
    WalletCommands,
    DoorCommands,
    FeedCommands,
    UploadCommands,
    RequestCommands,
    ReportCommands,
    NoticeCommands,
    CardCommands,
    HealthCommands,
    RuleCommands,
    PushCommands,
    BuildCommands,
    TransferCommands,
    LockCommands {}
/** Everything that a page may ask of the keeper. */
export interface Commands extends ClosedCommands, OpenCommands {}

/** A command's name. */
export type CommandName = keyof Commands
/** What a command takes. */
export type InputOf<N extends CommandName> = Commands[N]["input"]
/** What a command gives. */
export type OutputOf<N extends CommandName> = Commands[N]["output"]
