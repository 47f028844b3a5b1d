import { askKeptStatement, submitUpload } from "@homesafe/api"
import { done, handleBytes, refuse } from "@homesafe/service"
import type { FastifyInstance } from "fastify"
import type { PublicDeps } from "../deps.ts"
import { answerReceipt } from "./kept-statements.ts"
import { storeUpload } from "./store-upload.ts"

/** The mailbox of sealed uploads: one size in, one size out, always 200 once the body has the right size (Spec §6). */
export function mailboxRoutes(app: FastifyInstance, deps: PublicDeps): void {
  // A minute, so that who stands behind the same address as somebody who guesses need not wait longer; guessing is hopeless by the code's length.
  const limit = { max: deps.limits.uploadsPerMinute, timeWindow: "1 minute" }
  handleBytes(
    app,
    submitUpload,
    async ({ body }) => {
      const answer = await storeUpload(deps, body)
      return answer === "malformed" ? refuse("malformed") : done(answer)
    },
    limit,
  )

  handleBytes(
    app,
    askKeptStatement,
    async ({ body }) => {
      const answer = await answerReceipt(deps, body)
      return answer === "malformed" ? refuse("malformed") : done(answer)
    },
    limit,
  )
}
