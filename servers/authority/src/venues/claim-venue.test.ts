import { randomBytes, randomUUID } from "node:crypto"
import http from "node:http"
import type { AddressInfo } from "node:net"
import type { IssuedCode, PendingVenue } from "@homesafe/api"
import { serviceDayOf } from "@homesafe/protocol"
import { afterAll, beforeAll, expect, test } from "vitest"
import { startAuthority, type TestAuthority } from "../authority.test-support.ts"
import type { AuthorityDeps } from "../deps.ts"
import { collectVenues } from "./collect-applications.ts"

let authority: TestAuthority
let deps: AuthorityDeps
let server: http.Server
let waiting: PendingVenue[] = []
const delivered = new Map<string, { readonly state: string; readonly codes: readonly IssuedCode[] }>()

beforeAll(async () => {
  authority = await startAuthority()
  server = http.createServer((request, response) => {
    let text = ""
    request.on("data", (part) => {
      text += part
    })
    request.on("end", () => {
      response.setHeader("content-type", "application/json")
      if (request.method === "GET") {
        const isNews = request.url?.endsWith("venue-news")
        return void response.end(JSON.stringify(isNews ? { news: [] } : { applications: waiting }))
      }
      delivered.set(request.url?.split("/")[3] ?? "", JSON.parse(text))
      response.end("{}")
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo // as: it listens on a port
  deps = { ...authority.deps, link: { base: `http://127.0.0.1:${port}` } }
})
afterAll(async () => {
  server.close()
  await authority.stop()
})

const apply = (more: Partial<PendingVenue> = {}): PendingVenue => ({
  id: randomUUID(),
  names: { en: "Hoi Fung Market", hant: "海豐街市" },
  address: { en: "1 Test Road", hant: "測試道1號" },
  category: 1,
  registerNumber: "R-7001",
  notBefore: serviceDayOf(deps.clock.now(), deps.offset),
  commit: randomBytes(16).toString("hex"),
  entrances: [{ names: null, staffOnly: false }],
  ...more,
})

test("hostile 29: whoever claims a venue that there is, by its name, a look-alike or its number, gets no code", async () => {
  const genuine = apply()
  waiting = [genuine]
  await collectVenues(deps)
  expect(delivered.get(genuine.id)?.codes, "the first one has its provisional code").toHaveLength(1)
  const other = { en: "Quite Another Place", hant: "另一處地方" }
  const claims = {
    "the same name and number": apply(),
    "the same name": apply({ registerNumber: "R-1" }),
    "a Cyrillic o": apply({ registerNumber: "R-2", names: { en: "Hоi Fung Market", hant: "新海豐" } }),
    "a one for an l, a zero for an o": apply({
      registerNumber: "R-3",
      names: { en: "H0i Fung Market", hant: "新海豐" },
    }),
    "the Chinese name alone": apply({ registerNumber: "R-4", names: { en: "New Place", hant: "海豐街市" } }),
    "the number alone": apply({ names: other }),
    "the commitment of its poster": apply({ registerNumber: "R-5", names: other, commit: genuine.commit }),
  }
  waiting = Object.values(claims)
  await collectVenues(deps)
  for (const [how, { id }] of Object.entries(claims)) expect(delivered.get(id)?.codes, how).toEqual([])
  const honest = apply({ registerNumber: "R-6", names: other })
  await deps.db.deleteFrom("venues").where("id", "<>", genuine.id).execute()
  waiting = [honest]
  await collectVenues(deps)
  expect(delivered.get(honest.id)?.codes, "it is the likeness that held the others").toHaveLength(1)
})
