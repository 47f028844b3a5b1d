import {
  getOpenerStatus,
  openForms as openFormsContract,
  openUpload as openUploadContract,
  openVenueAnswer,
  unsealOpener,
} from "@homesafe/api"
import { type Clock, createService, done, makeHandle, refuse, systemClock } from "@homesafe/service"
import type { FastifyInstance } from "fastify"
import type { Logger } from "pino"
import { trustOf } from "./check-decision.ts"
import { openAnswer } from "./open-answer.ts"
import { type Keys, openForCase } from "./open-for-case.ts"
import { openForms } from "./open-forms.ts"

/** The one process that can open uploads. It keeps nothing, and its keys live in memory alone (Spec §6). */
export async function createOpenerApp(log?: Logger, clock: Clock = systemClock): Promise<FastifyInstance> {
  const app = await createService({
    title: "HomeSafe opener",
    perMinute: null,
    bodyLimit: 50_000_000,
    ...(log ? { log } : {}),
  })
  const handle = makeHandle(app, async () => null)
  let keys: Keys | undefined

  handle(getOpenerStatus, async () =>
    done({ sealed: keys === undefined, uploadKeys: keys?.keys.map((k) => k.id) ?? [] }),
  )

  handle(unsealOpener, async ({ body }) => {
    if (!trustOf(body)) return refuse("malformed", "trust")
    keys = body
    app.log.info({ keys: body.keys.length }, "unsealed")
    return done({})
  })

  handle(openUploadContract, async ({ body }) => openForCase(keys, body))
  handle(openVenueAnswer, async ({ body }) => openAnswer(keys, body))
  handle(openFormsContract, async ({ body }) => openForms(keys, body, clock.now()))
  return app
}
