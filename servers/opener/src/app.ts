import {
  bringShare,
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
import { makeShareTaker } from "./take-shares.ts"

/** The one process that can open uploads. It keeps nothing, and its keys live in memory alone (Spec §6). */
export async function createOpenerApp(
  log?: Logger,
  clock: Clock = systemClock,
  sealedKeys: string | null = null,
): Promise<FastifyInstance> {
  const app = await createService({
    title: "HomeSafe opener",
    perMinute: null,
    bodyLimit: 50_000_000,
    ...(log ? { log } : {}),
  })
  const handle = makeHandle(app, async () => null)
  let told: Keys | undefined
  let opened: Keys["keys"] = []
  // Sealed until it knows its deployment and, where upload keys lie sealed beside it, officers have brought their shares.
  const keysNow = (): Keys | undefined => {
    if (!told || sealedKeys === null || told.keys.length > 0) return told
    return opened.length > 0 ? { ...told, keys: opened } : undefined
  }
  const shares = makeShareTaker(sealedKeys, (keys) => {
    opened = keys
    app.log.info({ keys: keys.length }, "unsealed by shares")
  })

  handle(getOpenerStatus, async () => {
    const keys = keysNow()
    return done({ sealed: keys === undefined, uploadKeys: keys?.keys.map((k) => k.id) ?? [], ...shares.state() })
  })

  handle(bringShare, ({ body }) => shares.take(body.share))

  handle(unsealOpener, async ({ body }) => {
    if (!trustOf(body)) return refuse("malformed", "trust")
    told = body
    app.log.info({ keys: body.keys.length }, "told its deployment")
    return done({})
  })

  handle(openUploadContract, async ({ body }) => openForCase(keysNow(), body))
  handle(openVenueAnswer, async ({ body }) => openAnswer(keysNow(), body))
  handle(openFormsContract, async ({ body }) => openForms(keysNow(), body, clock.now()))
  return app
}
