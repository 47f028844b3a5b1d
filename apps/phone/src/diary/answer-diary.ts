import type { AnswersOf, NoInput } from "../keeper/command-shape.ts"
import { viewOfDiary, viewOfVisit } from "../keeper/view-visits.ts"
import type { VisitView } from "../keeper/views.ts"
import { keepPlace, type PlaceByHand, type PlaceProblem, setNote } from "./keep-by-hand.ts"

/** Reading the diary, and writing into it by hand. Times are seconds since 1970. */
export interface DiaryCommands {
  readonly diary: { input: NoInput; output: { visits: readonly VisitView[] } }
  /** Writes a place without a code, or changes one when `id` names it. */
  readonly keepPlace: {
    input: { id: string | null; place: PlaceByHand }
    output: { ok: true; visit: VisitView } | { ok: false; problem: PlaceProblem }
  }
  readonly setNote: { input: { id: string; note: string }; output: null }
}

export const answersOfDiary: AnswersOf<DiaryCommands> = {
  async diary(_, keeper) {
    return { visits: viewOfDiary(keeper) }
  },

  async keepPlace({ id, place }, keeper, now) {
    const kept = await keeper.exclusive(() => keepPlace(keeper, id, place, now))
    if (!kept.ok) return kept
    keeper.changed()
    return { ok: true, visit: viewOfVisit(keeper, kept.value) }
  },

  async setNote({ id, note }, keeper) {
    await keeper.exclusive(() => setNote(keeper, id, note))
    keeper.changed()
    return null
  },
}
