import { submitUpload } from "@homesafe/api"
import { sendProblem } from "@homesafe/service"
import type { FastifyInstance } from "fastify"
import type { PublicDeps } from "../deps.ts"
import { storeUpload } from "./store-upload.ts"

/** The mailbox of sealed uploads: one size in, one size out, always 200 once the body has the right size (Spec §6). */
export function mailboxRoutes(app: FastifyInstance, deps: PublicDeps): void {
  app.addContentTypeParser(
    submitUpload.contentType,
    { parseAs: "buffer", bodyLimit: submitUpload.bodyBytes },
    (_, body, ready) => ready(null, body),
  )
  app.post(
    submitUpload.path,
    {
      schema: { summary: submitUpload.summary, tags: [submitUpload.access], consumes: [submitUpload.contentType] },
      bodyLimit: submitUpload.bodyBytes,
      config: { rateLimit: { max: deps.limits.uploadsPerTenMinutes, timeWindow: "10 minutes" } },
    },
    async (request, reply) => {
      if (!Buffer.isBuffer(request.body)) return sendProblem(reply, "malformed")
      const answer = await storeUpload(deps, new Uint8Array(request.body))
      if (answer === "malformed") return sendProblem(reply, "malformed")
      return reply.header("cache-control", "no-store").type(submitUpload.contentType).send(Buffer.from(answer))
    },
  )
}
