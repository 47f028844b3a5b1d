import type { AnswersOf, NoInput } from "../keeper/command-shape.ts"
import {
  checkInAtFavourite,
  dropFavourite,
  type FavouriteCode,
  type FavouriteOutcome,
  type FavouriteProblem,
  type FavouriteView,
  keepFavourite,
  viewOfFavourites,
} from "./favourites.ts"

/** Places that are checked in at with one tap. */
export interface FavouriteCommands {
  readonly favourites: { input: NoInput; output: { favourites: readonly FavouriteView[] } }
  readonly keepFavourite: {
    input: { visitId: string; code: FavouriteCode }
    output: { problem: FavouriteProblem | null }
  }
  readonly dropFavourite: { input: { id: string }; output: null }
  readonly checkInAtFavourite: { input: { id: string }; output: FavouriteOutcome }
}

export const answersOfFavourites: AnswersOf<FavouriteCommands> = {
  async favourites(_, keeper) {
    return { favourites: viewOfFavourites(keeper) }
  },

  async keepFavourite({ visitId, code }, keeper, now) {
    const problem = keepFavourite(keeper, visitId, code, now)
    if (problem === null) keeper.changed()
    return { problem }
  },

  async dropFavourite({ id }, keeper) {
    dropFavourite(keeper, id)
    keeper.changed()
    return null
  },

  async checkInAtFavourite({ id }, keeper, now) {
    const outcome = await keeper.exclusive(() => checkInAtFavourite(keeper, id, now))
    if (outcome.ok || outcome.isDropped) keeper.changed()
    return outcome
  },
}
