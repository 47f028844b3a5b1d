import * as api from "@homesafe/api"
import { venueApplication } from "@homesafe/api"
import type { FastifyInstance } from "fastify"
import { afterAll, beforeAll, expect, test } from "vitest"
import { createLinkApp, createPublicApp } from "./app.ts"
import { makeSignInToken, openSession } from "./operators/sessions.ts"
import { startPublic, type TestPublic } from "./public.test-support.ts"

let server: TestPublic
let front: FastifyInstance
let link: FastifyInstance

beforeAll(async () => {
  server = await startPublic()
  front = await createPublicApp(server.deps)
  link = await createLinkApp(server.deps)
})
afterAll(async () => {
  await front.close()
  await link.close()
  await server.stop()
})

const sameOrigin = { "sec-fetch-site": "same-origin" }
const names = { en: "Hill Road Market", hant: "山道街市" }
const application = {
  names,
  address: { en: "Hill Road", hant: "山道" },
  category: 1,
  registerNumber: "1",
  notBefore: 20_000,
  commit: "00".repeat(16),
  entrances: [{ names: null, staffOnly: false }],
}

test("a zero byte in a mail address, a venue's words or an officer's reason is malformed, not a fault of ours", async () => {
  expect(venueApplication.safeParse(application).success).toBe(true)
  const opened = await openSession(server.deps, await makeSignInToken(server.deps, "operator@go.test", "en"))
  const cookies = { "homesafe-operator": opened?.session ?? "" }
  const token = { authorization: `Bearer ${server.deps.linkToken}` }
  const asked = [
    [front, api.askSignInLink, { mail: "a\0b@go.test", language: "en" }, {}],
    [front, api.applyForVenue, { ...application, names: { ...names, en: "Hill\0Road" } }, { cookies }],
    [front, api.applyForVenue, { ...application, registerNumber: "1\0" }, { cookies }],
    [front, api.applyForVenue, { ...application, address: { en: "\0", hant: "" } }, { cookies }],
    [link, api.deliverVerdict, { state: "refused", reason: "no\0", codes: [] }, { headers: token }],
  ] as const
  for (const [app, contract, payload, more] of asked) {
    const url = contract.path.replace(":id", "00000000-0000-4000-8000-000000000000")
    const answer = await app.inject({ method: contract.method, url, payload, headers: sameOrigin, ...more })
    expect([answer.statusCode, answer.json().problem], contract.path).toEqual([400, "malformed"])
  }
})
