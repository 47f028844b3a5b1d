import { sendProblem } from "@homesafe/service"
import type { FastifyInstance } from "fastify"
import type { PublicDeps } from "../deps.ts"

/** The feed as static files; any web server or CDN could serve them instead (Spec §9). */
export function feedRoutes(app: FastifyInstance, { feed }: PublicDeps): void {
  app.get("/feed/head", { schema: { summary: "The newest signed manifest", tags: ["anyone"] } }, async (_, reply) => {
    const head = await feed.getNamed("head")
    if (!head) return sendProblem(reply, "not-ready")
    return reply.header("cache-control", "no-cache").type("application/json").send(Buffer.from(head))
  })
  app.get<{ Params: { sha256: string } }>(
    "/feed/:sha256",
    { schema: { summary: "A file of the feed by its hash", tags: ["anyone"] } },
    async (request, reply) => {
      const bytes = await feed.get(request.params.sha256)
      if (!bytes) return sendProblem(reply, "not-found")
      return reply
        .header("cache-control", "public, max-age=31536000, immutable")
        .type("application/octet-stream")
        .send(Buffer.from(bytes))
    },
  )
  app.get(
    "/deployment.json",
    { schema: { summary: "The deployment's description", tags: ["anyone"] } },
    async (_, reply) => {
      const bytes = await feed.getNamed("deployment.json")
      if (!bytes) return sendProblem(reply, "not-ready")
      return reply.header("cache-control", "no-cache").type("application/json").send(Buffer.from(bytes))
    },
  )
}
