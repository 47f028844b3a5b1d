import { createService, sendProblem } from "@homesafe/service"
import type { FastifyInstance } from "fastify"
import { accountRoutes } from "./accounts/routes.ts"
import { appealRoutes } from "./appeals/routes.ts"
import { codeRoutes } from "./codes/routes.ts"
import type { HealthDeps } from "./deps.ts"
import { factRoutes } from "./facts/routes.ts"
import { healthHandle } from "./guard.ts"
import { officerRoutes } from "./officers/routes.ts"
import { paperRoutes } from "./paper/routes.ts"
import { registrationRoutes } from "./registration/routes.ts"
import { shareRoutes } from "./shares/routes.ts"

/** The health-code service: names, documents and declarations of those who want a code, and of nobody else. */
export async function createHealthApp(deps: HealthDeps): Promise<FastifyInstance> {
  const app = await createService({
    title: "HomeSafe health-code service",
    perMinute: deps.limits.perMinute,
    counted: "/health-code/",
    proxies: deps.proxies,
    log: deps.log,
  })
  const console = new URL(deps.consoleOrigin).host
  // Officers' routes answer at the console's address alone: from the internet's side there are none.
  app.addHook("onRequest", async (request, reply) => {
    if (request.url.startsWith("/health-code/v1/officer/") && request.headers.host !== console)
      return sendProblem(reply, "not-found")
  })
  const handle = healthHandle(app, deps)
  accountRoutes(handle, deps)
  registrationRoutes(handle, deps)
  factRoutes(handle, deps)
  codeRoutes(handle, deps)
  appealRoutes(handle, deps)
  shareRoutes(handle, deps)
  officerRoutes(handle, deps)
  paperRoutes(handle, deps)
  return app
}
