import fs from "node:fs"
import path from "node:path"
import fastifyStatic from "@fastify/static"
import type { FastifyInstance } from "fastify"

/**
 * Serves a built web app below `prefix`. Files with a hash in their name never change; the page and the service worker are asked for anew.
 * Paths of the app's own pages answer with its index.html.
 */
export async function serveApp(
  app: FastifyInstance,
  prefix: string,
  dist: string,
  pages: readonly string[],
): Promise<void> {
  if (!fs.existsSync(path.join(dist, "index.html"))) throw new Error(`${dist} is not built`)
  await app.register(fastifyStatic, {
    root: dist,
    prefix,
    decorateReply: false,
    index: "index.html",
    cacheControl: false,
    setHeaders: (response, file) => {
      const forever = file.includes(`${path.sep}assets${path.sep}`)
      void response.header("cache-control", forever ? "public, max-age=31536000, immutable" : "no-cache")
    },
  })
  const index = fs.readFileSync(path.join(dist, "index.html"))
  for (const page of pages) {
    app.get(`${prefix}${page}`, { schema: { hide: true } }, async (_, reply) =>
      reply.header("cache-control", "no-cache").type("text/html; charset=utf-8").send(index),
    )
  }
}
