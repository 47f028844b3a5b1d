import {
  acknowledgeAccountRequest,
  askForCards as askForCardsRoute,
  askForRecovery as askForRecoveryRoute,
  changeMail,
  collectAccountRequests,
  deliverAccountVerdict,
  followMailedLink,
} from "@homesafe/api"
import { done, refuse } from "@homesafe/service"
import type { PublicDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { acknowledgeRequest, findAccountRequests, writeAccountVerdict } from "./account-requests.ts"
import { askForCards } from "./card-wishes.ts"
import { askToChangeMail } from "./change-mail.ts"
import { followLink } from "./follow-link.ts"
import { askForRecovery } from "./recoveries.ts"

/** An operator's account: its address, and what is asked of officers about it. */
export function accountRoutes(handle: Handle, deps: PublicDeps): void {
  const mails = { perMinute: deps.limits.mailsPerMinute }

  handle(
    followMailedLink,
    async ({ body }) => {
      const problem = await followLink(deps, body)
      return problem ? refuse(problem) : done({})
    },
    { perMinute: 60 },
  )

  handle(
    askForRecoveryRoute,
    async ({ body }) => {
      const problem = await askForRecovery(deps, body)
      return problem ? refuse(problem) : done({})
    },
    mails,
  )

  handle(
    changeMail,
    async ({ who, body }) => {
      if (!who) return refuse("not-signed-in")
      await askToChangeMail(deps, who, body.mail, body.language)
      return done({})
    },
    mails,
  )

  handle(
    askForCardsRoute,
    async ({ who, body }) => {
      if (!who) return refuse("not-signed-in")
      const problem = await askForCards(deps, who.id, body)
      return problem ? refuse(problem) : done({})
    },
    mails,
  )
}

/** What the authority's server collects and answers. */
export function accountLinkRoutes(handle: Handle, deps: PublicDeps): void {
  handle(collectAccountRequests, async () => done({ requests: await findAccountRequests(deps) }))

  handle(acknowledgeAccountRequest, async ({ params, body }) => {
    await acknowledgeRequest(deps, params.id ?? "", body.version)
    return done({})
  })

  handle(deliverAccountVerdict, async ({ params, body }) =>
    (await writeAccountVerdict(deps, params.id ?? "", body.granted)) ? done({}) : refuse("not-found"),
  )
}
