import type { BytesContract } from "@homesafe/api"
import type { FastifyInstance } from "fastify"
import { type Outcome, sendProblem } from "./problem.ts"

/** What a handler of bytes is given; nothing of it has been read but its length. */
export interface BytesCall {
  readonly body: Uint8Array
  readonly params: Readonly<Record<string, string>>
}

/** Ties a contract of bytes to its handler. `limit` is per address. */
export function handleBytes(
  app: FastifyInstance,
  contract: BytesContract,
  run: (call: BytesCall) => Promise<Outcome<Uint8Array>>,
  limit: { readonly max: number; readonly timeWindow: string },
): void {
  const { method, path, contentType, bodyBytes, replyBytes } = contract
  if (!app.hasContentTypeParser(contentType))
    app.addContentTypeParser(contentType, { parseAs: "buffer" }, (_, body, ready) => ready(null, body))
  app.route({
    method,
    url: path,
    // A HEAD would take what may be taken once.
    exposeHeadRoute: false,
    schema: {
      summary: contract.summary,
      tags: [contract.access],
      ...(bodyBytes > 0 ? { consumes: [contentType] } : {}),
      ...(replyBytes > 0 ? { produces: [contentType] } : {}),
    },
    ...(bodyBytes > 0 ? { bodyLimit: bodyBytes } : {}),
    config: { rateLimit: limit },
    handler: async (request, reply) => {
      const { body } = request
      if (bodyBytes > 0 && !Buffer.isBuffer(body)) return sendProblem(reply, "malformed")
      const outcome = await run({
        body: Buffer.isBuffer(body) ? new Uint8Array(body) : new Uint8Array(),
        params: request.params as Record<string, string>, // as: what Fastify makes of a path's names
      })
      void reply.header("cache-control", "no-store")
      if (!outcome.ok) return sendProblem(reply, outcome.problem, outcome.field)
      if (replyBytes === 0) return reply.code(204).send()
      return reply.type(contentType).send(Buffer.from(outcome.value))
    },
  })
}
