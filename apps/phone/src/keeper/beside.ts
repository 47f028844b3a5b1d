import { textOfUtf8, utf8Of } from "@homesafe/protocol"
import { readBeside, type StoreFile, writeBeside } from "@homesafe/protocol/visitor"
import { USUAL_LOCK_MINUTES } from "../lock/lock-watch.ts"
import type { Companion } from "../people/people.ts"
import type { Favourite } from "../places/favourites.ts"
import type { UploadOutcome } from "../upload/answer-upload.ts"
import type { DueAsk, KeptReceipt } from "../upload/ask-kept.ts"
import type { WaitingUpload } from "../upload/outbox.ts"
import type { WalletRecord } from "../wallet/wallet.ts"
import { type Keeper, randomBytes } from "./keeper.ts"

/** What has no day, and so lies beside the diary until its owner deletes it (ADR 0009). */
export interface Beside {
  readonly v: 1
  readonly receipts: readonly KeptReceipt[]
  /** Uploads and decoys that have not been answered yet. */
  readonly outbox: readonly WaitingUpload[]
  /** Questions for kept-statements that are still to be asked. */
  readonly asks: readonly DueAsk[]
  /** What came of the case's own upload, until its owner has read it. */
  readonly uploadNews: UploadOutcome | null
  readonly companions: readonly Companion[]
  readonly favourites: readonly Favourite[]
  readonly wallet: readonly WalletRecord[]
  /** Minutes out of sight after which a lock closes. */
  readonly lockMinutes: number
  /** Entries of the log of requests that were a case's own upload; the log itself does not tell them from decoys. */
  readonly ownUploads: readonly string[]
}

/** Nothing kept yet. */
export const EMPTY_BESIDE: Beside = {
  v: 1,
  receipts: [],
  outbox: [],
  asks: [],
  uploadNews: null,
  companions: [],
  favourites: [],
  wallet: [],
  lockMinutes: USUAL_LOCK_MINUTES,
  ownUploads: [],
}

/** Where it lies. */
export interface BesideHolder {
  readonly besideFile: StoreFile
  readonly store: Pick<Keeper["store"], "key">
}

/** Everything that is kept beside the diary. */
export function readBesideOf({ besideFile, store }: BesideHolder): Beside {
  const kept = readBeside({ file: besideFile, key: store.key })
  const json = kept && textOfUtf8(kept)
  const read: unknown = json === undefined ? undefined : JSON.parse(json)
  const isBeside = typeof read === "object" && read !== null && "v" in read && read.v === 1
  return isBeside ? { ...EMPTY_BESIDE, ...(read as Partial<Beside>) } : EMPTY_BESIDE // as: sealed, so keepBeside wrote it
}

/** Changes what is kept; false when it has no room, and then nothing was changed. Of what was there before nothing remains. */
export function keepBeside(holder: BesideHolder, change: (before: Beside) => Beside): boolean {
  const text = utf8Of(JSON.stringify(change(readBesideOf(holder))))
  return writeBeside({ file: holder.besideFile, random: randomBytes, key: holder.store.key }, text).ok
}
