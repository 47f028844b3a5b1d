import {
  answerOffer as answerOfferRoute,
  getPeople,
  handOver,
  invitePerson,
  leaveVenue,
  listOffers,
  removeMember,
  withdrawOffer,
} from "@homesafe/api"
import { done, refuse } from "@homesafe/service"
import type { PublicDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { dropMember } from "./drop-member.ts"
import { findPeople } from "./members.ts"
import { answerOffer, dropOffer, findOffers, makeOffer } from "./offers.ts"

/** The people of a venue. Who may call what stands in the contracts' rights, and the guard has looked. */
export function peopleRoutes(handle: Handle, deps: PublicDeps): void {
  const { mailsPerMinute } = deps.limits

  handle(getPeople, async ({ who }) =>
    who?.venue ? done(await findPeople(deps, who.venue, who.id)) : refuse("not-found"),
  )

  handle(
    invitePerson,
    async ({ who, body }) => {
      if (!who?.venue) return refuse("not-found")
      const problem = await makeOffer(deps, who.venue, who, { ...body, kind: "invitation" })
      return problem ? refuse(problem) : done(await findPeople(deps, who.venue, who.id))
    },
    { perMinute: mailsPerMinute },
  )

  handle(
    handOver,
    async ({ who, body }) => {
      if (!who?.venue) return refuse("not-found")
      const problem = await makeOffer(deps, who.venue, who, { ...body, kind: "hand-over", role: "owner" })
      return problem ? refuse(problem) : done(await findPeople(deps, who.venue, who.id))
    },
    { perMinute: mailsPerMinute },
  )

  handle(
    withdrawOffer,
    async ({ who, params }) => {
      if (!who?.venue || !(await dropOffer(deps, who.venue, params.offer ?? ""))) return refuse("not-found")
      return done(await findPeople(deps, who.venue, who.id))
    },
    { perMinute: 60 },
  )

  handle(
    removeMember,
    async ({ who, params }) => {
      if (!who?.venue) return refuse("not-found")
      const member = params.member ?? ""
      const problem = await dropMember(deps, who.venue, member, member === who.id ? "left" : "removed")
      return problem ? refuse(problem) : done(await findPeople(deps, who.venue, who.id))
    },
    { perMinute: 60 },
  )

  handle(
    leaveVenue,
    async ({ who }) => {
      if (!who?.venue) return refuse("not-found")
      const problem = await dropMember(deps, who.venue, who.id, "left")
      return problem ? refuse(problem) : done({})
    },
    { perMinute: 60 },
  )

  handle(listOffers, async ({ who }) => (who ? done({ offers: await findOffers(deps, who) }) : refuse("not-signed-in")))

  handle(
    answerOfferRoute,
    async ({ who, params, body }) => {
      if (!who) return refuse("not-signed-in")
      const problem = await answerOffer(deps, who, params.id ?? "", body.accept)
      return problem ? refuse(problem) : done({})
    },
    { perMinute: 60 },
  )
}
