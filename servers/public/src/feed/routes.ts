import { getBuildSignature } from "@homesafe/api"
import { sendProblem } from "@homesafe/service"
import type { FastifyInstance } from "fastify"
import type { PublicDeps } from "../deps.ts"
import { readRange } from "./read-range.ts"

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
      const etag = `"${request.params.sha256}"`
      void reply.header("accept-ranges", "bytes").header("etag", etag)
      const range = readRange(request.headers, etag, bytes.length)
      if (range === "beyond-the-end") {
        void reply.header("content-range", `bytes */${bytes.length}`)
        return sendProblem(reply, "beyond-the-end")
      }
      void reply.header("cache-control", "public, max-age=31536000, immutable").type("application/octet-stream")
      if (range === "whole") return reply.send(Buffer.from(bytes))
      return reply
        .code(206)
        .header("content-range", `bytes ${range.from}-${range.to - 1}/${bytes.length}`)
        .send(Buffer.from(bytes.subarray(range.from, range.to)))
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
