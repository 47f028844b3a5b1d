import { brotliCompressSync, constants, deflateSync, gzipSync, zstdCompressSync } from "node:zlib"
import { askSignInLink, submitUpload } from "@homesafe/api"
import type { FastifyInstance } from "fastify"
import { afterAll, beforeAll, expect, test } from "vitest"
import { createPublicApp } from "../app.ts"
import { startPublic, type TestPublic } from "../public.test-support.ts"

const MB = 1_000_000
let server: TestPublic
let app: FastifyInstance
let base: string
beforeAll(async () => {
  server = await startPublic()
  app = await createPublicApp(server.deps)
  base = await app.listen({ host: "127.0.0.1", port: 0 })
})
afterAll(async () => {
  await app.close()
  await server.stop()
})

const noughts = Buffer.alloc(100 * MB)
const bombs = {
  gzip: gzipSync(noughts),
  br: brotliCompressSync(noughts, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  deflate: deflateSync(noughts),
  zstd: zstdCompressSync(noughts),
  "gzip, gzip": gzipSync(gzipSync(noughts)),
}

const routes = [
  [submitUpload.path, submitUpload.contentType],
  [askSignInLink.path, "application/json"],
] as const

test.each(Object.entries(bombs))(
  "hostile 23: a bomb of %s is refused unopened, small as it came, and memory stays",
  async (encoding, bomb) => {
    expect(bomb.length).toBeLessThan(MB)
    for (const [path, type] of routes) {
      const before = process.memoryUsage().rss
      const headers = { "content-type": type, "content-encoding": encoding, "sec-fetch-site": "same-origin" }
      const answers = await Promise.all(
        Array.from({ length: 10 }, () =>
          fetch(`${base}${path}`, { method: "POST", headers, body: new Uint8Array(bomb) }),
        ),
      )
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([415]))
      expect(await answers[0]?.json()).toMatchObject({ problem: "encoding-refused" })
      expect(process.memoryUsage().rss - before).toBeLessThan(50 * MB)
    }
    expect(await server.deps.db.selectFrom("sealed_uploads").selectAll().execute()).toEqual([])
  },
)

test("hostile 23: a bomb that does not say that it is one is a body of the wrong size", async () => {
  const answer = await fetch(`${base}${submitUpload.path}`, {
    method: "POST",
    headers: { "content-type": submitUpload.contentType },
    body: new Uint8Array(bombs.gzip),
  })
  expect([400, 413]).toContain(answer.status)
})
