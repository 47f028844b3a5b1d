import { openAesGcm, sealAesGcm } from "../shared/aes.ts"
import { type Bytes, concatBytes } from "../shared/bytes.ts"
import type { ServiceDay } from "../shared/units.ts"
import type { UploadEntry } from "../upload/upload-text.ts"
import { activeCapsules, activeRows } from "./day-block.ts"
import { windowOf } from "./keep-house.ts"
import { type RowText, readRow } from "./match-row.ts"
import { readLiveDay, type Store } from "./store-file.ts"

/** A row to be compared with the feed; the phone itself does not know which are chaff. */
export interface MatchRow extends RowText {
  readonly day: ServiceDay
  readonly row: number
}

const NONCE_BYTES = 12
const NO_AAD = new Uint8Array()

/** The days that are kept and shown, oldest first. */
export function liveDays(store: Store, today: ServiceDay): ServiceDay[] {
  return windowOf(today).filter((day) => day <= today && readLiveDay(store, day) !== undefined)
}

/** All rows of all live days, chaff included, to be compared with the feed. */
export function matchRows(store: Pick<Store, "file" | "key">, today: ServiceDay): MatchRow[] {
  return windowOf(today)
    .filter((day) => day <= today)
    .flatMap((day) => {
      const block = readLiveDay(store, day)
      return block === undefined ? [] : activeRows(block).map((bytes, row) => ({ day, row, ...readRow(bytes) }))
    })
}

/** The chosen capsules of each day, newest day first; "all" when the diary cannot be read and nothing can be chosen. */
export function uploadEntries(
  store: Store,
  today: ServiceDay,
  chosen: ReadonlyMap<ServiceDay, readonly number[]> | "all",
): UploadEntry[] {
  const days = windowOf(today).filter((day) => day <= today)
  return days.reverse().flatMap((day) => {
    const block = chosen === "all" || chosen.has(day) ? readLiveDay(store, day) : undefined
    if (block === undefined) return []
    const numbers = chosen === "all" ? undefined : (chosen.get(day) ?? [])
    const capsules = activeCapsules(block).filter((_, i) => numbers === undefined || numbers.includes(i))
    return capsules.length === 0 ? [] : [{ day, uploadKeyId: block.uploadKeyId, bind: block.bind, capsules }]
  })
}

/** The key of a day's diary, which dies with the day. */
export function diaryKeyOf(store: Store, day: ServiceDay): Bytes | undefined {
  return readLiveDay(store, day)?.diaryKey
}

/** Seals a diary entry for keeping outside the store: nonce ‖ AES-256-GCM. */
export function sealDiaryEntry(diaryKey: Uint8Array, text: Uint8Array, nonce: Uint8Array): Bytes {
  return concatBytes(nonce, sealAesGcm(diaryKey, nonce, NO_AAD, text))
}

/** Opens a diary entry, or nothing once its day is gone. */
export function openDiaryEntry(diaryKey: Uint8Array, sealed: Uint8Array): Bytes | undefined {
  return openAesGcm(diaryKey, sealed.subarray(0, NONCE_BYTES), NO_AAD, sealed.subarray(NONCE_BYTES))
}
