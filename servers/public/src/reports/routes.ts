import { reportCode } from "@homesafe/api"
import { done, refuse } from "@homesafe/service"
import type { PublicDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { keepReport } from "./store.ts"

const RANDOM_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** Reports of codes that phones did not accept. Nothing is asked or kept of who sends one. */
export function reportRoutes(handle: Handle, deps: PublicDeps): void {
  handle(
    reportCode,
    async ({ params, body }) => {
      const id = params.id ?? ""
      if (!RANDOM_ID.test(id)) return refuse("malformed", "id")
      return (await keepReport(deps, id, body)) ? done({}) : refuse("too-many-waiting")
    },
    { perMinute: deps.limits.reportsPerMinute },
  )
}
