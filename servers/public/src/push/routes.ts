import { getPushKey, subscribePush, unsubscribePush } from "@homesafe/api"
import { done, refuse } from "@homesafe/service"
import type { PublicDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { isKnownEndpoint } from "./push-services.ts"
import { arePushKeys, dropSubscription, keepSubscription } from "./subscriptions.ts"

/** Who wants the daily message. Nothing is asked or kept of who they are (S25: the one exception to one origin, and opt-in). */
export function pushRoutes(handle: Handle, deps: PublicDeps): void {
  const { push } = deps
  const limit = { perMinute: deps.limits.pushChangesPerMinute }

  handle(getPushKey, async () => (push ? done({ key: push.vapid.publicKey }) : refuse("not-ready")))

  handle(
    subscribePush,
    async ({ body }) => {
      if (!push) return refuse("not-ready")
      if (!isKnownEndpoint(body.endpoint, push.services)) return refuse("push-service-unknown", "endpoint")
      if (!arePushKeys(body.p256dh, body.auth)) return refuse("malformed", "p256dh")
      return (await keepSubscription(deps, body)) ? done({}) : refuse("not-ready")
    },
    limit,
  )

  handle(
    unsubscribePush,
    async ({ body }) => {
      await dropSubscription(deps, body.endpoint)
      return done({})
    },
    limit,
  )
}
