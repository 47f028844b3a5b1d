import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { keyIdOf, readEnvelope } from "@homesafe/protocol"
import { acceptHealthRules } from "@homesafe/protocol/health"
import Fastify, { type FastifyInstance } from "fastify"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { readOrMakeDemonstration } from "../deployment/demonstration.ts"
import { receiveCode, signRulesFile } from "./health-commands.ts"
import { makeHealthFiles } from "./health-files.ts"
import { serveFront } from "./serve-front.ts"

describe("the front", () => {
  let servers: { name: string; app: FastifyInstance; url: string }[]
  let front: string
  let stop: () => Promise<void>
  const seen: string[] = []

  beforeAll(async () => {
    servers = await Promise.all(
      ["server", "health"].map(async (name) => {
        const app = Fastify({ bodyLimit: 20_000_000 })
        app.addContentTypeParser("application/octet-stream", { parseAs: "buffer" }, (_, body, done) => done(null, body))
        app.all("/*", async ({ url, headers, body, method }, reply) => {
          seen.push(`${name} ${url}`)
          const length = Buffer.isBuffer(body) ? body.length : JSON.stringify(body ?? null).length
          return reply
            .header("x-server", name)
            .send({ name, method, url, host: headers.host, from: headers["x-forwarded-for"], length })
        })
        return { name, app, url: await app.listen({ port: 0, host: "127.0.0.1" }) }
      }),
    )
    const urlOf = (name: string) => servers.find((each) => each.name === name)?.url ?? ""
    const probe = Fastify()
    const port = Number(new URL(await probe.listen({ port: 0, host: "127.0.0.1" })).port)
    await probe.close()
    stop = await serveFront(port, { server: urlOf("server"), health: urlOf("health") })
    front = `http://127.0.0.1:${port}`
  })
  afterAll(async () => {
    await stop()
    await Promise.all(servers.map(({ app }) => app.close()))
  })
  const ask = async (url: string, init: RequestInit = {}) => (await fetch(front + url, init)).json()

  test.each([
    ["/", "server"],
    ["/v1/uploads", "server"],
    ["/health-code/enrol", "server"],
    ["/health-code/v1/account", "health"],
    ["/health-code/v1x", "server"],
    ["/x/health-code/v1/account", "server"],
  ])("%s goes to the %s alone, under its own address and with the page's host", async (url, name) => {
    seen.length = 0
    expect(await ask(`${url}?a=1`)).toMatchObject({ name, url: `${url}?a=1`, host: new URL(front).host })
    expect(seen).toEqual([`${name} ${url}?a=1`])
  })

  test("a body goes through as it is, whatever its type and size, and nobody says from where they call but the front", async () => {
    const body = Buffer.alloc(9_000_000, 7)
    const headers = { "content-type": "application/octet-stream", "x-forwarded-for": "192.0.2.1" }
    expect(await ask("/health-code/v1/x", { method: "PUT", body, headers })).toMatchObject({
      name: "health",
      method: "PUT",
      length: body.length,
      from: "127.0.0.1",
    })
  })

  test("without the health-code service the other server answers as before", async () => {
    const service = servers.find(({ name }) => name === "health")
    await service?.app.close()
    expect((await fetch(`${front}/health-code/v1/account`)).status).toBeGreaterThanOrEqual(500)
    expect(await ask("/feed/head")).toMatchObject({ name: "server" })
  })
})

describe("the commands", () => {
  let home: string
  const said: string[] = []
  const say = (line: string) => void said.push(line)
  beforeEach(() => {
    home = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-health-"))
    said.length = 0
  })
  afterEach(() => fs.rmSync(home, { recursive: true }))

  test("a rule set is signed by the rules' key and taken into use; one without an end, or with a word that is unknown, is not", async () => {
    const { dep } = readOrMakeDemonstration(home)
    const { rulesKey } = await makeHealthFiles(home, dep)
    const set = { v: 1, seq: 9, from: "2026-01-01", until: "2026-12-31", rules: [] as object[] }
    const file = path.join(home, "mine.json")
    const sign = (change: object) => {
      fs.writeFileSync(file, JSON.stringify({ ...set, ...change }))
      return signRulesFile(home, ["sign", file], say)
    }
    expect(sign({})).toBe(true)
    const read = readEnvelope(new Uint8Array(fs.readFileSync(path.join(home, "health-rules.json"))))
    if (!read.ok) throw new Error("not signed")
    const key = { id: keyIdOf(rulesKey), pub: rulesKey }
    expect(acceptHealthRules(read.value, dep, [key])).toMatchObject({ ok: true, value: { seq: 9 } })
    const basis = { en: "x", hant: "x" }
    const rule = {
      id: "a",
      colour: "red",
      when: { log: 1 },
      reason: "r",
      basis,
      from: "2026-01-01",
      until: "2026-02-01",
    }
    expect(() => sign({ until: undefined })).toThrow(/needs an end/)
    expect(() => sign({ rules: [{ ...rule, when: true, until: undefined }] })).toThrow(/needs an end/)
    expect(() => sign({ rules: [rule] })).toThrow(/unknown-operator log/)
    expect(signRulesFile(home, ["show", file], say)).toBe(false)
  })

  test("a partner's question is answered once, and a token that is none uses it up for nobody", () => {
    const folder = path.join(home, "questions")
    expect(receiveCode(home, ["ask", folder], 0, say)).toBe(true)
    const [nonce = ""] = said
    expect(fs.readdirSync(folder)).toEqual([nonce])
    expect(receiveCode(home, ["take", folder, "a.b.c"], 0, say)).toBe(false)
    expect(said.at(-1)).toBe('{"refused":"malformed"}')
    expect(fs.readdirSync(folder)).toEqual([nonce])
    expect(receiveCode(home, ["take", folder], 0, say)).toBeNull()
    expect(receiveCode(home, ["take", folder, "a.b.c", "--key", "zz"], 0, say)).toBeNull()
  })
})
