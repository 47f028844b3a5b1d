import type { AnswersOf, NoInput } from "../keeper/command-shape.ts"
import { renewDeployment } from "../keeper/renew-deployment.ts"
import type { DoneCheck } from "../keeper/views.ts"
import { checkList } from "./check-list.ts"
import { seeAlert } from "./list-alerts.ts"

/** The authority's list and what it means for this phone. */
export interface FeedCommands {
  readonly checkList: { input: NoInput; output: null }
  readonly seeAlert: { input: { id: string }; output: null }
  readonly checks: { input: NoInput; output: { checks: readonly DoneCheck[] } }
}

export const answersOfFeed: AnswersOf<FeedCommands> = {
  async checkList(_, keeper, now, desk) {
    desk.lastTry = now
    desk.checking ??= checkList(keeper, now).finally(() => {
      desk.checking = undefined
    })
    await desk.checking
    await renewDeployment(keeper, now)
    return null
  },

  async seeAlert({ id }, keeper) {
    await keeper.exclusive(() => seeAlert(keeper, id))
    keeper.changed()
    return null
  },

  async checks(_, keeper) {
    return { checks: (await keeper.db.getAll("checks")).reverse() }
  },
}
