import { acknowledgeForms, collectForms, sendForm } from "@homesafe/api"
import {
  addDays,
  FORM_RECORD_BYTES,
  isPastRetention,
  MOST_FORM_RECORDS,
  readFormRecord,
  type ServiceDay,
  serviceDayOf,
} from "@homesafe/protocol"
import { done, handleBytes, refuse } from "@homesafe/service"
import type { FastifyInstance } from "fastify"
import type { PublicDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { dropForms, findForms, keepForms, type SealedForm } from "./keep-forms.ts"

/** Sealed register forms, taken from devices at doors. This server can open none of them (Spec §12). */
export function formRoutes(app: FastifyInstance, deps: PublicDeps): void {
  handleBytes(
    app,
    sendForm,
    async ({ body }) => {
      const forms = formsOf(body, serviceDayOf(deps.clock.now(), deps.offset))
      if (!forms) return refuse("malformed")
      return (await keepForms(deps, forms)) === "kept" ? done(new Uint8Array()) : refuse("too-many-waiting")
    },
    { max: deps.limits.formsPerTenMinutes, timeWindow: "10 minutes" },
  )
}

/** What the authority collects, and acknowledges once it is kept there. */
export function formLinkRoutes(handle: Handle, deps: PublicDeps): void {
  handle(collectForms, async () => done({ records: await findForms(deps) }))

  handle(acknowledgeForms, async ({ body }) => {
    await dropForms(deps, body.hashes)
    return done({})
  })
}

/** Whole records of the last 31 days, or of the one that a stay of tonight ends in. */
function formsOf(body: Uint8Array, today: ServiceDay): readonly SealedForm[] | undefined {
  const count = body.length / FORM_RECORD_BYTES
  if (!Number.isInteger(count) || count === 0 || count > MOST_FORM_RECORDS) return undefined
  const forms: SealedForm[] = []
  for (let i = 0; i < count; i++) {
    const record = body.slice(i * FORM_RECORD_BYTES, (i + 1) * FORM_RECORD_BYTES)
    const day = readFormRecord(record)?.day
    if (day === undefined || isPastRetention(day, today) || day > addDays(today, 1)) return undefined
    forms.push({ day, record })
  }
  return forms
}
