import { getBuildSignature } from "@homesafe/api"
import { sendProblem } from "@homesafe/service"
import type { FastifyInstance } from "fastify"
import type { PublicDeps } from "../deps.ts"
import { sendForEver } from "./send-for-ever.ts"

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
      return sendForEver(request, reply, request.params.sha256, bytes)
    },
  )
  app.get(
    getBuildSignature.path,
    { schema: { summary: getBuildSignature.summary, tags: ["anyone"] } },
    async (_, reply) => {
      const bytes = await feed.getNamed("build-signature.json")
      if (!bytes) return sendProblem(reply, "not-found")
      return reply.header("cache-control", "no-cache").type("application/json").send(Buffer.from(bytes))
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
