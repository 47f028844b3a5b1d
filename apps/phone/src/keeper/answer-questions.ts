import { addDays, readUploadCode, serviceDayOf, type UnixSeconds, unixSeconds } from "@homesafe/protocol"
import { eraseEverything, makeRoomForDay } from "@homesafe/protocol/visitor"
import { checkList, isCheckDue, viewOfList } from "../feed/check-list.ts"
import { seeAlert, viewOfAlerts } from "../feed/list-alerts.ts"
import { isDecoyDue, sendDecoy, sendUpload } from "../upload/send-upload.ts"
import {
  checkInByCode,
  endVisit,
  findVisit,
  openEntries,
  removeVisit,
  setLeaving,
  undoCheckIn,
} from "../visit/keep-visits.ts"
import type { CommandName, InputOf, OutputOf } from "./commands.ts"
import { type Keeper, randomBytes } from "./keeper.ts"
import { clearDatabase, openDatabase } from "./open-database.ts"
import { renewDeployment } from "./renew-deployment.ts"
import { startKeeper, storeFile, tidyKeeper } from "./start-keeper.ts"
import { viewOfDiary, viewOfVisit } from "./view-visits.ts"

/** What the keeper's thread remembers besides the keeper itself. */
interface Desk {
  keeper: Keeper | undefined
  starting: Promise<unknown>
  lastTry: number
  lastTick: number
  checking: Promise<void> | undefined
  changed: () => void
}
const desk: Desk = {
  keeper: undefined,
  starting: Promise.resolve(),
  lastTry: 0,
  lastTick: 0,
  checking: undefined,
  changed: () => {},
}

type Handlers = { readonly [N in CommandName]: (input: InputOf<N>, now: UnixSeconds) => Promise<OutputOf<N>> }

function open(): Keeper {
  if (!desk.keeper) throw new Error("asked before the start")
  return desk.keeper
}

const handlers: Handlers = {
  start({ mayCreate }, now) {
    // Two pages may ask at once: the second finds what the first has opened.
    const next = desk.starting.then(async () => {
      if (desk.keeper) return { ok: true as const }
      const started = await startKeeper(now, mayCreate, desk.changed)
      if (started.ok) desk.keeper = started.keeper
      desk.lastTick = now
      return started.ok ? { ok: true as const } : { ok: false as const, problem: started.problem }
    })
    desk.starting = next.catch(() => {})
    return next
  },

  async overview(_, now) {
    const keeper = open()
    const { deployment, trust, today } = keeper
    const last = openEntries(keeper).at(-1)
    return {
      authority: { ...deployment.authority },
      hotline: deployment.hotline,
      timeZone: deployment.timeZone,
      isDemonstration: deployment.demonstration,
      dep: trust.dep,
      offset: trust.offset,
      every: trust.every,
      today,
      open: last ? viewOfVisit(keeper, last) : null,
      alerts: viewOfAlerts(keeper),
      list: viewOfList(keeper, now),
      isClockBehind: keeper.isClockBehind,
      hiddenDays: keeper.hiddenDays,
      trust: { seq: trust.seq, exp: trust.exp, witness: trust.quorum.witness, verifier: trust.quorum.verifier },
      since: keeper.since,
    }
  },

  async tick(_, now) {
    const keeper = open()
    const isChanged = await keeper.exclusive(() => tidyKeeper(keeper, now))
    if (isChanged) keeper.changed()
    // The time between two ticks in which the app was really open: a phone that slept does not make up for it.
    const openSeconds = Math.min(60, Math.max(0, now - desk.lastTick))
    desk.lastTick = now
    const chance = (new DataView(randomBytes(4).buffer).getUint32(0) + 0.5) / 2 ** 32
    if (isDecoyDue(openSeconds, chance)) await sendDecoy(keeper.db, { dep: keeper.trust.dep, random: randomBytes, now })
    const due = { check: keeper.check, feed: keeper.feed, every: keeper.trust.every }
    return { isCheckDue: isCheckDue(due, now, desk.lastTry) }
  },

  async checkIn({ text }, now) {
    const keeper = open()
    const outcome = await keeper.exclusive(() => checkInByCode(keeper, text, now))
    if (outcome.ok) keeper.changed()
    return outcome
  },

  async makeRoom(_, now) {
    const keeper = open()
    await keeper.exclusive(async () => {
      const day = serviceDayOf(now, keeper.trust.offset)
      for (const each of [day, addDays(day, 1)]) await makeRoomForDay(keeper.store, each)
      await tidyKeeper(keeper, now)
    })
    keeper.changed()
    return null
  },

  async undoCheckIn({ id }) {
    const keeper = open()
    await keeper.exclusive(() => undoCheckIn(keeper, id))
    keeper.changed()
    return null
  },

  async leave({ id, at }) {
    const keeper = open()
    const found = findVisit(keeper, id)
    const ended = found && (await keeper.exclusive(() => endVisit(keeper, found.visit, unixSeconds(at), false)))
    keeper.changed()
    return { visit: ended ? viewOfVisit(keeper, ended) : null }
  },

  async setLeaving({ id, at }, now) {
    const keeper = open()
    const visit = await keeper.exclusive(() => setLeaving(keeper, id, unixSeconds(at), now))
    keeper.changed()
    return { visit: visit && viewOfVisit(keeper, visit) }
  },

  async diary() {
    return { visits: viewOfDiary(open()) }
  },

  async deleteVisit({ id }) {
    const keeper = open()
    await keeper.exclusive(() => removeVisit(keeper, id))
    keeper.changed()
    return null
  },

  async checkList(_, now) {
    const keeper = open()
    desk.lastTry = now
    desk.checking ??= checkList(keeper, now).finally(() => {
      desk.checking = undefined
    })
    await desk.checking
    await renewDeployment(keeper, now)
    return null
  },

  async seeAlert({ id }) {
    const keeper = open()
    await keeper.exclusive(() => seeAlert(keeper, id))
    keeper.changed()
    return null
  },

  async readCode({ typed }) {
    const code = readUploadCode(typed)
    return code.ok ? { ok: true } : code
  },

  upload: ({ typed, ids }, now) => sendUpload(open(), { now, typed, ids }),

  async requests() {
    return { requests: (await open().db.getAll("requests")).reverse() }
  },

  async receipts() {
    return { receipts: (await open().db.getAll("receipts")).reverse() }
  },

  async eraseEverything() {
    const file = await storeFile()
    if (file) eraseEverything(file, randomBytes)
    const db = desk.keeper?.db ?? (await openDatabase())
    await clearDatabase(db)
    desk.keeper = undefined
    desk.changed()
    return null
  },
}

/** Answers one question by its name. `now` is the asking page's clock: this thread reads none. */
export async function answerQuestion<N extends CommandName>(
  name: N,
  input: InputOf<N>,
  now: UnixSeconds,
  changed: () => void,
): Promise<OutputOf<N>> {
  desk.changed = changed
  // A thread that has just taken over from a closed tab opens the store first.
  if (!desk.keeper && name !== "start" && name !== "eraseEverything") await handlers.start({ mayCreate: false }, now)
  return handlers[name](input, now)
}

/** True for a word that names a command. */
export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(handlers, name)
}
