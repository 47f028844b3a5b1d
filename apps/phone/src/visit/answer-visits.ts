import { addDays, type Names, proposePlates, serviceDayOf, unixSeconds } from "@homesafe/protocol"
import { makeRoomForDay, type ScanProblem } from "@homesafe/protocol/visitor"
import type { DiaryVisit } from "../diary/day-page.ts"
import type { AnswersOf, NoInput } from "../keeper/command-shape.ts"
import type { Keeper } from "../keeper/keeper.ts"
import { tidyKeeper } from "../keeper/start-keeper.ts"
import { viewOfVisit } from "../keeper/view-visits.ts"
import type { VisitView } from "../keeper/views.ts"
import { removeVisit, reopenVisit, setArrival, setLeaving, stayLonger, undoCheckIn } from "./change-visits.ts"
import { checkInByCode, checkInByPlate } from "./check-in.ts"
import { endVisit } from "./end-visits.ts"
import { findVisit } from "./find-visits.ts"

/** Why a code or a plate was not accepted. */
export type RefusalProblem = ScanProblem | "plates-not-used" | "not-a-plate" | "day-full" | "clock-behind"

/** What a scan came to. */
export type ScanOutcome =
  | {
      readonly ok: true
      readonly visit: VisitView
      /** True when the visitor is already checked in at this very place. */
      readonly isAgain: boolean
      /** The visits that this one ended. */
      readonly ended: readonly VisitView[]
    }
  | { readonly ok: false; readonly problem: RefusalProblem }
  /** A place where nobody may be asked to scan: nothing was written. */
  | { readonly ok: false; readonly problem: "no-code-needed"; readonly names: Names; readonly category: number }

interface Changed {
  readonly visit: VisitView | null
}

/** Checking in and leaving. Times are seconds since 1970. */
export interface VisitCommands {
  readonly checkIn: { input: { text: string; isWished?: boolean }; output: ScanOutcome }
  readonly checkInByPlate: { input: { typed: string }; output: ScanOutcome }
  /** What a refused plate may have meant. */
  readonly proposePlates: { input: { typed: string }; output: { plates: readonly string[] } }
  /** Gives up a day that was kept under a wrong clock, so that today can be written. */
  readonly makeRoom: { input: NoInput; output: null }
  /** Gives the visits that go on again. */
  readonly undoCheckIn: { input: { id: string }; output: { reopened: readonly VisitView[] } }
  /** Nothing when its keys are gone. */
  readonly reopen: { input: { id: string }; output: Changed }
  readonly leave: { input: { id: string; at: number }; output: Changed }
  readonly setLeaving: { input: { id: string; at: number }; output: Changed }
  readonly setArrival: { input: { id: string; at: number }; output: Changed }
  readonly stayLonger: { input: { id: string }; output: Changed }
  readonly deleteVisit: { input: { id: string }; output: null }
}

/** Makes one change of a visit and tells every open page. */
async function change(keeper: Keeper, act: () => Promise<DiaryVisit | null | undefined>): Promise<Changed> {
  const visit = await keeper.exclusive(act)
  keeper.changed()
  return { visit: visit ? viewOfVisit(keeper, visit) : null }
}

export const answersOfVisits: AnswersOf<VisitCommands> = {
  async checkIn({ text, isWished }, keeper, now) {
    const outcome = await keeper.exclusive(() => checkInByCode(keeper, text, now, isWished))
    if (outcome.ok) keeper.changed()
    return outcome
  },

  async checkInByPlate({ typed }, keeper, now) {
    const outcome = await keeper.exclusive(() => checkInByPlate(keeper, typed, now))
    if (outcome.ok) keeper.changed()
    return outcome
  },

  async proposePlates({ typed }, { trust }) {
    return { plates: trust.plate === null ? [] : proposePlates(typed, trust.plate) }
  },

  async makeRoom(_, keeper, now) {
    await keeper.exclusive(async () => {
      const day = serviceDayOf(now, keeper.trust.offset)
      for (const each of [day, addDays(day, 1)]) await makeRoomForDay(keeper.store, each)
      await tidyKeeper(keeper, now)
    })
    keeper.changed()
    return null
  },

  async undoCheckIn({ id }, keeper, now) {
    const reopened = await keeper.exclusive(() => undoCheckIn(keeper, id, now))
    keeper.changed()
    return { reopened: reopened.map((visit) => viewOfVisit(keeper, visit)) }
  },

  reopen: ({ id }, keeper, now) => change(keeper, () => reopenVisit(keeper, id, now)),

  leave: ({ id, at }, keeper) =>
    change(keeper, async () => {
      const found = findVisit(keeper, id)
      return found && endVisit(keeper, found.visit, unixSeconds(at), false)
    }),

  setLeaving: ({ id, at }, keeper, now) => change(keeper, () => setLeaving(keeper, id, unixSeconds(at), now)),

  setArrival: ({ id, at }, keeper, now) => change(keeper, () => setArrival(keeper, id, unixSeconds(at), now)),

  stayLonger: ({ id }, keeper, now) => change(keeper, () => stayLonger(keeper, id, now)),

  async deleteVisit({ id }, keeper) {
    await keeper.exclusive(() => removeVisit(keeper, id))
    keeper.changed()
    return null
  },
}
