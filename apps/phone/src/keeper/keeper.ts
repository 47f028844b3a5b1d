import type { Deployment } from "@homesafe/api"
import {
  addDays,
  type Catalogue,
  type Hex,
  type Policy,
  RETENTION_DAYS,
  type ServiceDay,
  type TrustList,
} from "@homesafe/protocol"
import { diaryKeyOf, type FeedState, type Store, type StoreFile, sealDiaryEntry } from "@homesafe/protocol/visitor"
import { type DayPage, EMPTY_PAGE, pageOfText, textOfPage } from "../diary/day-page.ts"
import type { OpenFound } from "../feed/open-alerts.ts"
import type { PhoneDatabase } from "./open-database.ts"
import type { CheckProblem } from "./views.ts"

/** Everything that the thread which owns the store has in hand. */
export interface Keeper {
  readonly db: PhoneDatabase
  /** Replaced when its owner changes the lock: a new key. */
  store: Store
  /** What has no day lies in a file of its own. */
  readonly besideFile: StoreFile
  readonly pages: Map<ServiceDay, DayPage>
  readonly since: number
  deployment: Deployment
  trust: TrustList
  catalogue: Catalogue
  policy: Policy
  revoked: ReadonlyMap<Hex, ServiceDay>
  feed: FeedState | null
  hold: readonly number[]
  /** What the lists say of visits that go on, by the visit's id. */
  readonly openFound: Map<string, OpenFound>
  check: { readonly at: number; readonly problem: CheckProblem | null }
  today: ServiceDay
  hiddenDays: number
  isClockBehind: boolean
  /** Tells every open page that something changed. */
  readonly changed: () => void
  /** Runs one change of the store at a time. */
  readonly exclusive: <T>(change: () => Promise<T>) => Promise<T>
}

/** 12 or any other number of random bytes. */
export const randomBytes = (count: number): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(count)
  // WebCrypto gives at most 65,536 bytes a call.
  for (let at = 0; at < count; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536))
  return bytes
}

/** A queue of one: each change begins when the one before has ended. */
export function makeQueue(): Keeper["exclusive"] {
  let last: Promise<unknown> = Promise.resolve()
  return (change) => {
    const next = last.then(change, change)
    last = next.catch(() => {}) // its own caller is told
    return next
  }
}

const DIARY_PLACES = 32

/** The diary's page of a day; empty when the day is gone or was never written. */
export function pageOf(keeper: Pick<Keeper, "pages">, day: ServiceDay): DayPage {
  return keeper.pages.get(day) ?? EMPTY_PAGE
}

/** Seals a day's page and keeps it. */
export async function keepPage(keeper: Keeper, day: ServiceDay, page: DayPage): Promise<void> {
  const key = diaryKeyOf(keeper.store, day)
  if (key === undefined) return // erased or hidden meanwhile
  await keeper.db.put("diary", sealDiaryEntry(key, textOfPage(page), randomBytes(12)), day % DIARY_PLACES)
  // After it is on the disk: what could not be kept is not shown as kept.
  keeper.pages.set(day, page)
}

/** Opens the pages of all days that are kept; what does not open belongs to a day that is gone, or was never written. */
export async function loadPages(keeper: Pick<Keeper, "db" | "store" | "pages" | "today">): Promise<void> {
  keeper.pages.clear()
  const days = Array.from({ length: RETENTION_DAYS }, (_, ago) => addDays(keeper.today, -ago))
  for (const day of days) {
    const key = diaryKeyOf(keeper.store, day)
    const sealed = key && (await keeper.db.get("diary", day % DIARY_PLACES))
    const text = key && sealed && (await openPage(key, sealed))
    if (text) keeper.pages.set(day, pageOfText(text))
  }
}

// The same as the protocol's openDiaryEntry, by the browser's own AES: half a megabyte at every start, most of it filling.
async function openPage(key: Uint8Array<ArrayBuffer>, sealed: Uint8Array): Promise<Uint8Array | undefined> {
  const [iv, box] = [new Uint8Array(sealed.subarray(0, 12)), new Uint8Array(sealed.subarray(12))]
  const aes = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"])
  const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, aes, box).catch(() => undefined) // not this day's
  return text && new Uint8Array(text)
}

/** Fills all places of the diary with random bytes, so that a full one looks like an empty one. */
export async function fillDiary(db: PhoneDatabase, pageBytes: number): Promise<void> {
  for (let place = 0; place < DIARY_PLACES; place++) await db.put("diary", randomBytes(pageBytes), place)
}
