import { createService, serveApp } from "@homesafe/service"
import type { FastifyInstance } from "fastify"
import { accountRoutes } from "./accounts/routes.ts"
import { readPermitRoutes } from "./audit/read-permits.ts"
import { auditRoutes } from "./audit/routes.ts"
import { callRoutes } from "./calls/routes.ts"
import { areaRoutes } from "./cases/area-routes.ts"
import { caseRoutes } from "./cases/routes.ts"
import { caseWorkRoutes } from "./cases/work-routes.ts"
import { changeRoutes } from "./changes/routes.ts"
import { clusterRoutes } from "./clusters/routes.ts"
import { coastRoutes } from "./coast/routes.ts"
import { codeRoutes } from "./codes/routes.ts"
import { decisionRoutes } from "./decisions/routes.ts"
import type { AuthorityDeps } from "./deps.ts"
import { doorRoutes } from "./doors/routes.ts"

import { formRoutes } from "./forms/routes.ts"
import { authorityHandle } from "./guard.ts"
import { importRoutes } from "./imports/routes.ts"
import { inspectionRoutes } from "./inspections/routes.ts"
import { interviewRoutes } from "./interviews/routes.ts"
import { officerRoutes } from "./officers/routes.ts"
import { oidcRoutes } from "./oidc/routes.ts"
import { retentionRoutes } from "./retention/routes.ts"
import type { ServerState } from "./server-state.ts"
import { todayRoutes } from "./today/routes.ts"
import { venueRoutes } from "./venues/routes.ts"

/** The console's own pages. */
const pages = [
  "enrol",
  "recover",
  "sign-in",
  "oidc",
  "venues",
  "venues/*",
  "cases",
  "cases/*",
  "calls",
  "clusters",
  "codes",
  "codes/*",
  "decisions",
  "decisions/*",
  "changes",
  "changes/*",
  "officers",
  "inspections",
  "inspections/*",
  "imports",
  "imports/*",
  "accounts",
  "situation",
  "lists",
  "audit",
  "retention",
  "retention/*",
  "health-code",
  "health-code/*",
]

/** The back office: what officers see and do. */
export async function createAuthorityApp(deps: AuthorityDeps, state: ServerState): Promise<FastifyInstance> {
  const app = await createService({ title: "HomeSafe authority", perMinute: deps.limits.perMinute, log: deps.log })
  const handle = authorityHandle(app, deps)
  officerRoutes(handle, deps)
  oidcRoutes(handle, deps)
  venueRoutes(handle, deps)
  caseRoutes(handle, deps)
  caseWorkRoutes(handle, deps)
  areaRoutes(handle, deps)
  interviewRoutes(handle, deps)
  clusterRoutes(handle, deps)
  codeRoutes(handle, deps)
  decisionRoutes(handle, deps)
  formRoutes(handle, deps)
  callRoutes(handle, deps)
  coastRoutes(handle)
  changeRoutes(handle, deps)
  inspectionRoutes(handle, deps)
  importRoutes(handle, deps)
  doorRoutes(handle, deps)
  accountRoutes(handle, deps)
  auditRoutes(handle, deps)
  retentionRoutes(handle, deps)
  readPermitRoutes(handle, deps)
  todayRoutes(handle, deps, state)
  if (deps.consoleDist) await serveApp(app, "/", deps.consoleDist, pages)
  return app
}
