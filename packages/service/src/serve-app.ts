import fs from "node:fs"
import path from "node:path"
import fastifyStatic from "@fastify/static"
import type { FastifyInstance } from "fastify"
import { policyWith } from "./create-service.ts"

/**
 * Serves a built web app below `prefix`, compressed as it was built where the browser takes that. Files with a hash in their name never change; the page and the service worker are asked for anew.
 * Paths of the app's own pages answer with its index.html.
 */
export async function serveApp(
  app: FastifyInstance,
  prefix: string,
  dist: string,
  pages: readonly string[],
  /** Places that this app's pages may call besides their own server. */
  connect: readonly string[] = [],
): Promise<void> {
  if (!fs.existsSync(path.join(dist, "index.html"))) throw new Error(`${dist} is not built`)
  await app.register(fastifyStatic, {
    root: dist,
    prefix,
    decorateReply: false,
    // Below: the plugin does not find a compressed index of a prefix.
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (response, file) => {
      const forever = file.includes(`${path.sep}assets${path.sep}`)
      if (connect.length > 0 && /\.html(\.br|\.gz)?$/.test(file))
        void response.header("content-security-policy", policyWith(connect))
      void response.header("cache-control", forever ? "public, max-age=31536000, immutable" : "no-cache")
    },
  })
  // Read for each request: after an upgrade on the disk, the pages and /index.html must be of one build.
  const index = path.join(dist, "index.html")
  for (const page of ["", ...pages]) {
    app.get(`${prefix}${page}`, { schema: { hide: true } }, async (_, reply) => {
      if (connect.length > 0) void reply.header("content-security-policy", policyWith(connect))
      return reply
        .header("cache-control", "no-cache")
        .type("text/html; charset=utf-8")
        .send(await fs.promises.readFile(index))
    })
  }
}
