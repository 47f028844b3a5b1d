import {
  addDays,
  RETENTION_DAYS,
  startOfServiceDay,
  type TrustList,
  type UnixSeconds,
  unixSeconds,
  uploadKeyFor,
} from "@homesafe/protocol"
import {
  createStore,
  keepHouse,
  openStore,
  STORE_BYTES,
  type StoreClock,
  type StoreFile,
  type StorePlace,
} from "@homesafe/protocol/visitor"
import { PAGE_BYTES } from "../diary/day-page.ts"
import { forgetRequests } from "../network/send-request.ts"
import { endForgottenVisits } from "../visit/keep-visits.ts"
import type { StartProblem } from "./commands.ts"
import { fillDiary, type Keeper, loadPages, makeQueue, randomBytes } from "./keeper.ts"
import { loadFacts } from "./load-facts.ts"
import { openDatabase, type PhoneDatabase, readKept, writeKept } from "./open-database.ts"
import { openStoreFile } from "./open-store-file.ts"

/** How a start ended: "not-created" means that this phone has no store yet and was not told to make one. */
export type Started =
  | { readonly ok: true; readonly keeper: Keeper }
  | { readonly ok: false; readonly problem: StartProblem | "not-created" }

let heldFile: StoreFile | undefined

/** The store's file; the handle is opened once for the life of the worker. */
export async function storeFile(): Promise<StoreFile | undefined> {
  if (heldFile) return heldFile
  const opened = await openStoreFile()
  if (opened.ok) heldFile = opened.file
  return heldFile
}

/** Opens everything that is kept, or makes it the first time. What is past its day is erased before the first page is shown. */
export async function startKeeper(now: UnixSeconds, mayCreate: boolean, changed: () => void): Promise<Started> {
  const file = await storeFile()
  if (file === undefined) return { ok: false, problem: "storage-refused" }
  const db = await openDatabase()
  const isNew = file.size() !== STORE_BYTES || (await readKept(db, "since")) === undefined
  if (isNew && !mayCreate) return { ok: false, problem: "not-created" }
  const facts = await loadFacts(db, now)
  if (!facts.ok) return facts
  const { deployment, trust, catalogue, revoked } = facts
  const box = { trust }
  const place = placeOf(file, box)
  const clock = await clockOf(db, now)
  if (isNew) {
    await createStore(place, clock)
    await fillDiary(db, PAGE_BYTES)
    await writeKept(db, "since", now)
    await writeKept(db, "deploymentAt", now)
  }
  const opened = await openStore(place, clock, { kind: "none" })
  if (!opened.ok) return { ok: false, problem: "store-locked" }
  const keeper: Keeper = {
    db,
    store: opened.value.store,
    pages: new Map(),
    since: (await readKept(db, "since")) ?? now,
    deployment,
    get trust() {
      return box.trust
    },
    set trust(newer) {
      box.trust = newer
    },
    catalogue,
    revoked,
    feed: (await readKept(db, "feed")) ?? null,
    hold: (await readKept(db, "hold")) ?? [],
    check: (await readKept(db, "check")) ?? { at: 0, problem: null },
    today: opened.value.today,
    hiddenDays: opened.value.hidden.length,
    isClockBehind: opened.value.clockBehind,
    changed,
    exclusive: makeQueue(),
  }
  await writeKept(db, "hiddenSince", opened.value.hiddenSince)
  await loadPages(keeper)
  await endForgottenVisits(keeper, now)
  return { ok: true, keeper }
}

function placeOf(file: StoreFile, box: { readonly trust: TrustList }): StorePlace {
  const { dep, offset, chaff } = box.trust
  return {
    file,
    random: randomBytes,
    dep,
    offset,
    chaff,
    uploadKey(day) {
      const key = uploadKeyFor(box.trust, day)
      if (key === undefined) throw new Error("the trust list has no upload key")
      return key
    },
    uploadKeyById: (id) => box.trust.keys.find((key) => key.role === "upload" && key.id === id),
  }
}

async function clockOf(db: PhoneDatabase, now: UnixSeconds): Promise<StoreClock> {
  const floor = (await readKept(db, "feed"))?.t ?? unixSeconds(0)
  const hidden = (await readKept(db, "hiddenSince")) ?? {}
  const hiddenSince = Object.fromEntries(Object.entries(hidden).map(([day, at]) => [day, unixSeconds(at)]))
  return { now, floor, hiddenSince }
}

/** Erases what has come of age, ends what was forgotten, and begins the new day. True when anything changed. */
export async function tidyKeeper(keeper: Keeper, now: UnixSeconds): Promise<boolean> {
  const before = `${keeper.today} ${keeper.hiddenDays} ${keeper.isClockBehind}`
  const report = await keepHouse(keeper.store, await clockOf(keeper.db, now))
  keeper.today = report.today
  keeper.hiddenDays = report.hidden.length
  keeper.isClockBehind = report.clockBehind
  const isChanged =
    before !== `${keeper.today} ${keeper.hiddenDays} ${keeper.isClockBehind}` || report.erased.length > 0
  if (isChanged) {
    await writeKept(keeper.db, "hiddenSince", report.hiddenSince)
    await loadPages(keeper)
    await forgetRequests(keeper.db, startOfServiceDay(addDays(keeper.today, 1 - RETENTION_DAYS), keeper.trust.offset))
  }
  const ended = await endForgottenVisits(keeper, now)
  return isChanged || ended > 0
}
