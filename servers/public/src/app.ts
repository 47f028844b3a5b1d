import { createService, serveApp } from "@homesafe/service"
import type { FastifyInstance } from "fastify"
import type { Logger } from "pino"
import { accountRoutes } from "./accounts/routes.ts"
import { boardRoutes } from "./board/routes.ts"
import { cardRoutes } from "./cards/routes.ts"
import type { PublicDeps } from "./deps.ts"
import { diligenceRoutes } from "./diligence/routes.ts"
import { feedRoutes } from "./feed/routes.ts"
import { formRoutes } from "./forms/routes.ts"
import { publicHandle } from "./guard.ts"
import { linkRoutes } from "./link/routes.ts"
import { mailboxRoutes } from "./mailbox/routes.ts"
import { noticeRoutes } from "./notices/routes.ts"
import { operatorRoutes } from "./operators/routes.ts"
import { peopleRoutes } from "./people/routes.ts"
import { pushRoutes } from "./push/routes.ts"
import { relayRoutes } from "./relay/routes.ts"
import { reportRoutes } from "./reports/routes.ts"
import { requestRoutes } from "./requests/routes.ts"
import { screenRoutes } from "./screens/routes.ts"
import { transparencyRoutes } from "./transparency/routes.ts"
import { venueRoutes } from "./venues/routes.ts"

/** The phone app's own pages; everything else is a file or does not exist. */
const phonePages = ["v", "u", "c", "diary", "diary/*", "share", "settings", "settings/*"]
const venuePages = ["sign-in", "new", "many", "vehicles", "cards", "venues/*", "recover", "account", "lost", "confirm"]

/** Where the door's page may call besides this server: the shutter on its own device, if staff have named one. */
const shutters = ["http://127.0.0.1:*", "http://localhost:*"]

/** The internet's front door: venue registration, the sealed mailbox, the feed, the apps' files. */
export async function createPublicApp(deps: PublicDeps, log?: Logger): Promise<FastifyInstance> {
  const app = await createService({
    title: "HomeSafe public server",
    perMinute: deps.limits.perMinute,
    ...(log ? { log } : {}),
  })
  const handle = publicHandle(app, deps)
  operatorRoutes(handle, deps)
  venueRoutes(handle, deps)
  peopleRoutes(handle, deps)
  accountRoutes(handle, deps)
  screenRoutes(handle, deps)
  requestRoutes(handle, deps)
  diligenceRoutes(handle, deps)
  noticeRoutes(handle, deps)
  mailboxRoutes(app, deps)
  relayRoutes(app, deps)
  pushRoutes(handle, deps)
  reportRoutes(handle, deps)
  cardRoutes(app, handle, deps)
  formRoutes(app, deps)
  feedRoutes(app, deps)
  boardRoutes(app, deps)
  transparencyRoutes(app, deps)
  if (deps.apps) {
    await serveApp(app, "/venue/", deps.apps.venue, venuePages)
    await serveApp(app, "/gate/", deps.apps.gate, [], shutters)
    await serveApp(app, "/", deps.apps.phone, phonePages)
    app.get("/gate", { schema: { hide: true } }, async (_, reply) => reply.redirect("/gate/"))
    app.get("/venue", { schema: { hide: true } }, async (_, reply) => reply.redirect("/venue/"))
  }
  return app
}

/** The link, on a port of its own, for the authority's server alone. */
export async function createLinkApp(deps: PublicDeps, log?: Logger): Promise<FastifyInstance> {
  const app = await createService({
    title: "HomeSafe link to the authority",
    bodyLimit: 80_000_000,
    perMinute: null,
    ...(log ? { log } : {}),
  })
  linkRoutes(publicHandle(app, deps), deps)
  return app
}
