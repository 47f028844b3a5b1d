import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { brotliCompressSync, brotliDecompressSync } from "node:zlib"
import type { FastifyInstance } from "fastify"
import { afterAll, beforeAll, expect, test } from "vitest"
import { createService } from "./create-service.ts"
import { serveApp } from "./serve-app.ts"

const script = `console.log("${"word ".repeat(400)}")`
let app: FastifyInstance
let dist: string

beforeAll(async () => {
  dist = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-dist-"))
  fs.mkdirSync(path.join(dist, "assets"))
  fs.writeFileSync(path.join(dist, "index.html"), "<!doctype html><title>app</title>")
  fs.writeFileSync(path.join(dist, "index.html.br"), brotliCompressSync("<!doctype html><title>app</title>"))
  fs.writeFileSync(path.join(dist, "assets/index-abc.js"), script)
  fs.writeFileSync(path.join(dist, "assets/index-abc.js.br"), brotliCompressSync(script))
  app = await createService({ title: "test" })
  await serveApp(app, "/below/", dist, ["new"])
  await serveApp(app, "/calling/", dist, ["x"], ["http://127.0.0.1:*"])
  await serveApp(app, "/", dist, ["diary", "diary/*"])
})
afterAll(async () => {
  await app.close()
  fs.rmSync(dist, { recursive: true })
})

test("a script goes out compressed as it was built, to a browser that takes it, and plain to one that does not", async () => {
  const packed = await app.inject({ url: "/assets/index-abc.js", headers: { "accept-encoding": "br" } })
  expect(packed.headers).toMatchObject({
    "content-encoding": "br",
    "content-type": "application/javascript; charset=utf-8",
  })
  expect(brotliDecompressSync(packed.rawPayload).toString()).toBe(script)
  const plain = await app.inject({ url: "/assets/index-abc.js" })
  expect(plain.headers["content-encoding"]).toBeUndefined()
  expect(plain.body).toBe(script)
  for (const { headers } of [packed, plain]) expect(headers["cache-control"]).toContain("immutable")
})

test("each of the app's own pages answers with the app, asked for anew each time; another path does not exist", async () => {
  for (const url of ["/", "/diary", "/diary/visit", "/below/", "/below/new"]) {
    const page = await app.inject({ url, headers: { "accept-encoding": "gzip, deflate, br" } })
    expect([page.statusCode, page.headers["cache-control"]], url).toEqual([200, "no-cache"])
    expect(page.body).toContain("<title>app</title>")
  }
  expect((await app.inject({ url: "/elsewhere" })).statusCode).toBe(404)
})

test("after an upgrade on the disk every page is the new build's, without a restart", async () => {
  fs.writeFileSync(path.join(dist, "index.html"), "<!doctype html><title>app two</title>")
  fs.rmSync(path.join(dist, "index.html.br"))
  for (const url of ["/", "/diary", "/index.html"]) {
    expect((await app.inject({ url })).body, url).toContain("<title>app two</title>")
  }
})

test("only the pages of an app that may call another place say so, and nothing else of the policy changes", async () => {
  const policyOf = async (url: string, encoding = "identity") => {
    const { headers } = await app.inject({ url, headers: { "accept-encoding": encoding } })
    return String(headers["content-security-policy"])
  }
  const usual = await policyOf("/")
  expect(await policyOf("/below/new")).toBe(usual)
  expect(usual).toContain("connect-src 'self';")
  const wider = usual.replace("connect-src 'self'", "connect-src 'self' http://127.0.0.1:*")
  for (const url of ["/calling/", "/calling/x", "/calling/index.html"]) expect(await policyOf(url)).toBe(wider)
  expect(await policyOf("/calling/index.html", "br"), "also of the page that a service worker keeps").toBe(wider)
  expect(await policyOf("/calling/assets/index-abc.js")).toBe(usual)
})
