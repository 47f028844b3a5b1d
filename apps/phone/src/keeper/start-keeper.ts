import {
  addDays,
  RETENTION_DAYS,
  serviceDay,
  startOfServiceDay,
  type TrustList,
  type UnixSeconds,
  unixSeconds,
  uploadKeyFor,
} from "@homesafe/protocol"
import {
  BESIDE_BYTES,
  eraseBeside,
  eraseLockedDays,
  keepHouse,
  openStore,
  type StoreClock,
  type StoreFile,
  type StorePlace,
  tidyBeside,
  type Unlock,
} from "@homesafe/protocol/visitor"
import { evenPages } from "../diary/even-pages.ts"
import { warnOpenVisits } from "../feed/open-alerts.ts"
import { forgetRequests } from "../network/send-request.ts"
import { endForgottenVisits } from "../visit/end-visits.ts"
import { openEntries } from "../visit/find-visits.ts"
import type { StartProblem } from "./answer-start.ts"
import { type Keeper, loadPages, makeQueue, randomBytes } from "./keeper.ts"
import { loadFacts } from "./load-facts.ts"
import { lookForStore, makeStore } from "./make-store.ts"
import { openDatabase, type PhoneDatabase, readKept, writeKept } from "./open-database.ts"
import { type FileProblem, openStoreFile } from "./open-store-file.ts"

/** How a start ended: "not-created" means that this phone has no store yet and was not told to make one. */
export type Started =
  | { readonly ok: true; readonly keeper: Keeper }
  | { readonly ok: false; readonly problem: StartProblem | "not-created" | "gone" | "locked" | "wrong-key" }

interface HeldFiles {
  readonly store: StoreFile
  readonly beside: StoreFile
}
type Held = { readonly ok: true; readonly files: HeldFiles } | { readonly ok: false; readonly problem: FileProblem }
let held: HeldFiles | undefined

/** The keeper's two files; the handles are opened once for the life of the worker. */
export async function heldFiles(): Promise<Held> {
  if (held) return { ok: true, files: held }
  const store = await openStoreFile("vt1.store")
  if (!store.ok) return store
  const beside = await openStoreFile("vt1.beside")
  if (!beside.ok) return beside
  held = { store: store.file, beside: beside.file }
  return { ok: true, files: held }
}

/** What a start may do. */
export interface HowToStart {
  /** Make a store where there is none. */
  readonly mayCreate: boolean
  /** The one that was here was cleared by the browser: remembered, so that it can be said. */
  readonly isAfterLoss?: boolean
  readonly unlock: Unlock
}

/** Opens everything that is kept, or makes it the first time. What is past its day is erased before the first page is shown. */
export async function startKeeper(
  now: UnixSeconds,
  { mayCreate, isAfterLoss = false, unlock }: HowToStart,
  changed: () => void,
): Promise<Started> {
  const held = await heldFiles()
  if (!held.ok) return held
  const { store: file, beside } = held.files
  const db = await openDatabase()
  const state = await lookForStore(file, db)
  if (state !== "here" && !mayCreate) return { ok: false, problem: state === "gone" ? "gone" : "not-created" }
  const facts = await loadFacts(db, now)
  if (!facts.ok) return facts
  const { deployment, trust, catalogue, policy, revoked } = facts
  const box = { trust }
  const place = placeOf(file, box)
  const clock = await clockOf(db, now)
  if (state !== "here") {
    const isMade = await makeStore(place, beside, db, clock)
    if (!isMade) return { ok: false, problem: "no-room" }
    if (isAfterLoss) await writeKept(db, "lostAt", now)
  } else if (beside.size() !== BESIDE_BYTES) eraseBeside({ file: beside, random: randomBytes })
  const opened = await openStore(place, clock, unlock)
  if (!opened.ok) {
    if (opened.problem !== "locked") return { ok: false, problem: "wrong-key" }
    await forgetOldDays(place, db, clock)
    return { ok: false, problem: "locked" }
  }
  const keeper: Keeper = {
    db,
    store: opened.value.store,
    besideFile: beside,
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
    policy,
    revoked,
    feed: (await readKept(db, "feed")) ?? null,
    hold: (await readKept(db, "hold")) ?? [],
    openFound: new Map(),
    check: (await readKept(db, "check")) ?? { at: 0, problem: null },
    today: opened.value.today,
    hiddenDays: opened.value.hidden.length,
    isClockBehind: opened.value.clockBehind,
    changed,
    exclusive: makeQueue(),
  }
  tidyBeside({ file: beside, random: randomBytes, key: keeper.store.key })
  await writeKept(db, "hiddenSince", opened.value.hiddenSince)
  await writeKept(db, "lastOpen", keeper.today)
  await loadPages(keeper)
  await evenPages(keeper)
  await endForgottenVisits(keeper, now)
  // What was said of a visit that goes on stands there from the first page on; what is new can wait for the first tick.
  if (openEntries(keeper).some(({ warned }) => warned)) await warnOpenVisits(keeper, now)
  return { ok: true, keeper }
}

/** A locked store forgets its old days too. Spec §5. */
async function forgetOldDays(place: StorePlace, db: PhoneDatabase, clock: StoreClock): Promise<void> {
  const lastOpen = await readKept(db, "lastOpen")
  if (lastOpen === undefined) return
  const { hiddenSince } = eraseLockedDays(place, clock, serviceDay(lastOpen))
  await writeKept(db, "hiddenSince", hiddenSince)
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
    await writeKept(keeper.db, "lastOpen", report.today)
    await loadPages(keeper)
    await forgetRequests(keeper.db, startOfServiceDay(addDays(keeper.today, 1 - RETENTION_DAYS), keeper.trust.offset))
  }
  const ended = await endForgottenVisits(keeper, now)
  const isWarned = await warnOpenVisits(keeper, now)
  return isChanged || ended > 0 || isWarned
}
