import { randomBytes } from "node:crypto"
import { getPushKey, subscribePush, unsubscribePush } from "@homesafe/api"
import { serviceDayOf, startOfServiceDay, type UnixSeconds, unixSeconds, utf8Of } from "@homesafe/protocol"
import type { FastifyInstance } from "fastify"
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest"
import { createPublicApp } from "../app.ts"
import type { PublicDeps } from "../deps.ts"
import { listOf } from "../feed/list.test-support.ts"
import { NOON, startPublic, type TestPublic } from "../public.test-support.ts"
import { broadcastDue } from "./broadcast.ts"
import { deliverBy } from "./deliver-message.ts"
import { readVapid, startPushService, subscribeBrowser, type TestPushService } from "./push-service.test-support.ts"
import { KNOWN_PUSH_SERVICES } from "./push-services.ts"
import { vapidOf } from "./vapid.ts"

const DAY = 86_400
/** 08:00 in Hong Kong. */
const AFTER = 4 * 3600
let server: TestPublic
let service: TestPushService
/** Two copies of the server on one database. */
let deps: PublicDeps
let copy: PublicDeps
let app: FastifyInstance
let names = 0

beforeAll(async () => {
  server = await startPublic()
  service = await startPushService()
  const vapid = vapidOf(randomBytes(32), "mailto:push@go.test")
  const push = { vapid, services: KNOWN_PUSH_SERVICES, afterSeconds: AFTER, deliver: deliverBy(service.request, vapid) }
  deps = { ...server.deps, push, limits: { ...server.deps.limits, pushSubscriptions: 60 } }
  copy = { ...server.copy, push }
  app = await createPublicApp(deps)
})
afterAll(async () => {
  await app.close()
  await service.stop()
  await server.stop()
})
beforeEach(async () => {
  await server.deps.db.deleteFrom("push_subscriptions").execute()
  service.handed.length = 0
  service.answers.clear()
  server.setNow(NOON)
  await putList(NOON)
})

const sameOrigin = { "sec-fetch-site": "same-origin" }
const post = (payload: object, headers: Record<string, string> = sameOrigin) =>
  app.inject({ method: "POST", url: subscribePush.path, payload, headers })
const remove = (endpoint: string) =>
  app.inject({ method: "DELETE", url: unsubscribePush.path, payload: { endpoint }, headers: sameOrigin })
const rows = () => server.deps.db.selectFrom("push_subscriptions").selectAll().orderBy("endpoint").execute()
const tomorrow = unixSeconds(NOON + DAY)
const putList = (t: UnixSeconds) =>
  server.deps.feed.putNamed("head", utf8Of(JSON.stringify(listOf(deps.dep, 1, t).head)))
const toPath = (endpoint: string) => new URL(endpoint).pathname

async function subscribe(host = "fcm.googleapis.com") {
  const browser = subscribeBrowser(`https://${host}/send/${++names}`)
  const answer = await post(browser.address)
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return browser
}
/** A new day with its first list. */
async function nextDay(days = 1): Promise<void> {
  const t = unixSeconds(NOON + days * DAY)
  server.setNow(t)
  await putList(t)
}

describe("hostile 71: the daily message", () => {
  test("is the same length for everyone, opens for its browser alone, and holds nothing", async () => {
    const hosts = [
      "fcm.googleapis.com",
      "updates.push.services.mozilla.com",
      "web.push.apple.com",
      "wns2-a.notify.windows.com",
    ]
    const browsers = await Promise.all(hosts.map(subscribe))
    await nextDay()
    expect(await broadcastDue(deps)).toEqual({ sent: 4, gone: 0, refused: 0, failed: 0 })
    expect(new Set(service.handed.map((h) => h.body.length)).size).toBe(1)
    for (const browser of browsers) {
      const message = service.handed.find((h) => h.path === toPath(browser.address.endpoint))
      if (!message) throw new Error("not sent")
      expect([...browser.read(message.body)]).toEqual([2]) // the mark of a last record, and nothing before it
      const stranger = subscribeBrowser(browser.address.endpoint)
      expect(() => stranger.read(message.body)).toThrow()
      const { aud, sub, key } = readVapid(message.headers.authorization)
      expect([aud, sub]).toEqual([new URL(browser.address.endpoint).origin, "mailto:push@go.test"])
      expect(key).toBe((await app.inject({ url: getPushKey.path })).json().key)
    }
    const told = service.handed.map(({ headers: { ttl, topic, urgency } }) => ({ ttl, topic, urgency }))
    expect(new Set(told.map((t) => JSON.stringify(t))).size).toBe(1)
  })

  test("comes once a service day, however often a list does and however many servers look", async () => {
    for (let i = 0; i < 45; i++) await subscribe()
    await nextDay()
    await Promise.all([broadcastDue(deps), broadcastDue(copy), broadcastDue(deps), broadcastDue(copy)])
    await putList(unixSeconds(tomorrow + 6 * 3600))
    server.setNow(unixSeconds(tomorrow + 6 * 3600))
    await Promise.all([broadcastDue(deps), broadcastDue(copy)])
    expect(service.handed).toHaveLength(45)
    expect(new Set(service.handed.map((h) => h.path)).size).toBe(45)
    await nextDay(2)
    await Promise.all([broadcastDue(deps), broadcastDue(copy)])
    expect(service.handed).toHaveLength(90)
  })

  test("comes twice to nobody when a server dies in the middle, and those who had not been reached get it", async () => {
    for (let i = 0; i < 45; i++) await subscribe()
    await nextDay()
    let calls = 0
    const dying = async (address: Parameters<typeof deliverToService>[0]) => {
      if (++calls > 30) throw new Error("killed")
      return deliverToService(address)
    }
    const deliverToService = deliverBy(service.request, vapidOf(randomBytes(32), "mailto:push@go.test"))
    const push = deps.push && { ...deps.push, deliver: dying }
    await expect(broadcastDue({ ...deps, push })).rejects.toThrow("killed")
    await broadcastDue(copy)
    await vi.waitUntil(() => service.handed.length === 30 + 5)
    const reached = service.handed.map((h) => h.path)
    expect(new Set(reached).size).toBe(reached.length)
    // The batch that was under way is not sent again: a message too few rather than two.
    expect(reached).toHaveLength(30 + 5)
  })

  test("waits for its moment and for the day's first list", async () => {
    await subscribe()
    const start = startOfServiceDay(serviceDayOf(tomorrow, deps.offset), deps.offset)
    server.setNow(unixSeconds(start + AFTER))
    expect(await broadcastDue(deps)).toBeNull() // the list is yesterday's
    await putList(start)
    server.setNow(unixSeconds(start + AFTER - 1))
    expect(await broadcastDue(deps)).toBeNull()
    server.setNow(unixSeconds(start + AFTER))
    expect(await broadcastDue(deps)).toMatchObject({ sent: 1 })
  })

  test("does not come on the day of the subscription, not even after unsubscribing and subscribing again", async () => {
    const { address } = await subscribe()
    expect(await broadcastDue(deps)).toMatchObject({ sent: 0 })
    await nextDay()
    await broadcastDue(deps)
    await remove(address.endpoint)
    await post(address)
    expect(await broadcastDue(deps)).toMatchObject({ sent: 0 })
    expect(service.handed).toHaveLength(1)
  })
})

describe("hostile 71: the table of subscriptions", () => {
  test("joins nothing, and holds no time finer than the day and no address of a person", async () => {
    await subscribe()
    const [row] = await rows()
    expect(Object.keys(row ?? {}).sort()).toEqual(["auth", "endpoint", "p256dh", "refusals", "sent_day"])
    expect(row?.sent_day).toBe(serviceDayOf(NOON, deps.offset))
  })

  test("is rid of an endpoint as soon as its owner unsubscribes, and says nothing of what it knew", async () => {
    const { address } = await subscribe()
    const answers = [await remove(address.endpoint), await remove(address.endpoint), await remove("https://no.test/")]
    expect(answers.map((a) => [a.statusCode, a.body])).toEqual(Array(3).fill([200, "{}"]))
    expect(await rows()).toEqual([])
    await nextDay()
    expect(await broadcastDue(deps)).toMatchObject({ sent: 0 })
  })

  test("is rid of an endpoint that is gone (404, 410), and of one that refuses seven days running", async () => {
    const [gone, unknown, refusing, kept] = [await subscribe(), await subscribe(), await subscribe(), await subscribe()]
    service.answers.set(toPath(gone.address.endpoint), 410)
    service.answers.set(toPath(unknown.address.endpoint), 404)
    service.answers.set(toPath(refusing.address.endpoint), 403)
    await nextDay()
    expect(await broadcastDue(deps)).toEqual({ sent: 1, gone: 2, refused: 1, failed: 0 })
    expect((await rows()).map((r) => r.endpoint)).toEqual([refusing, kept].map((b) => b.address.endpoint))
    for (let day = 2; day <= 7; day++) {
      expect((await rows()).length).toBe(2)
      await nextDay(day)
      await broadcastDue(deps)
    }
    expect((await rows()).map((r) => r.endpoint)).toEqual([kept.address.endpoint])
  })

  test("keeps an endpoint whose service is away: one more try, then the next day", async () => {
    const [away, busy] = [await subscribe(), await subscribe()]
    service.answers.set(toPath(away.address.endpoint), 0)
    service.answers.set(toPath(busy.address.endpoint), 429)
    await nextDay()
    expect(await broadcastDue(deps)).toEqual({ sent: 0, gone: 0, refused: 0, failed: 2 })
    expect(service.handed).toHaveLength(4)
    expect(await broadcastDue(deps)).toMatchObject({ failed: 0 })
    service.answers.clear()
    await nextDay(2)
    expect(await broadcastDue(deps)).toMatchObject({ sent: 2 })
  })

  test("is bounded, and new keys for a known endpoint always fit", async () => {
    const all = await Promise.all(
      Array.from({ length: 70 }, () => post(subscribeBrowser(`https://fcm.googleapis.com/send/${++names}`).address)),
    )
    expect(all.filter((a) => a.statusCode === 200)).toHaveLength(60)
    expect(all.find((a) => a.statusCode !== 200)?.json()).toMatchObject({ problem: "not-ready", status: 503 })
    const [known] = await rows()
    expect((await post(subscribeBrowser(known?.endpoint ?? "").address)).statusCode).toBe(200)
  })
})

describe("an endpoint that could be aimed at something else", () => {
  test.each([
    "http://fcm.googleapis.com/send/1",
    "https://127.0.0.1/send",
    "https://10.0.0.1/",
    "https://192.168.1.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://2130706433/",
    "https://localhost/",
    "https://go.test/link/uploads",
    "https://fcm.googleapis.com:8443/send/1",
    "https://fcm.googleapis.com:443/send/1",
    "https://fcm.googleapis.com.evil.test/send/1",
    "https://fcm.googleapis.com./send/1",
    "https://fcm.googleapis.com@127.0.0.1/",
    "https://user:pw@fcm.googleapis.com/send/1",
    "https://fcm.googleapis.com\\@127.0.0.1/",
    "https:\\\\fcm.googleapis.com/send/1",
    "https://FCM.googleapis.com/send/1",
    " https://fcm.googleapis.com/send/1",
    "https://fcm.googleapis.com/send/1#x",
    "https://fcm.googleapis.com/a/../b",
    "https://fcm.googleapis.com/\r\nX: y",
    "https://push.apple.com/1",
    "https://evilpush.apple.com/1",
    "https://.push.apple.com/1",
    "https://notify.windows.com.evil.test/",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "",
  ])("hostile 71: is refused: %j", async (endpoint) => {
    const answer = await post({ ...subscribeBrowser("https://fcm.googleapis.com/").address, endpoint })
    expect(["push-service-unknown", "malformed"]).toContain(answer.json().problem)
    expect(await rows()).toEqual([])
  })

  test("cannot choose the next address by a redirect", async () => {
    const { address } = await subscribe()
    service.answers.set(toPath(address.endpoint), 302)
    await nextDay()
    expect(await broadcastDue(deps)).toMatchObject({ refused: 1 })
    expect(service.handed).toHaveLength(1)
  })
})

test("keys that are none are refused when they come, not when there is something to send", async () => {
  const good = subscribeBrowser(`https://fcm.googleapis.com/send/${++names}`).address
  const point = Buffer.from(good.p256dh, "base64url")
  point[64] = (point[64] ?? 0) ^ 1
  const wrong = [
    { ...good, p256dh: point.toString("base64url") },
    { ...good, p256dh: good.p256dh.slice(0, 40) },
    { ...good, auth: good.auth.slice(0, 10) },
    { ...good, auth: "" },
    { endpoint: good.endpoint },
    { ...good, more: 1 },
  ]
  for (const body of wrong) expect((await post(body)).json()).toMatchObject({ problem: "malformed" })
  expect(await rows()).toEqual([])
})

test("another site subscribes nobody", async () => {
  const { address } = subscribeBrowser(`https://fcm.googleapis.com/send/${++names}`)
  expect((await post(address, { "sec-fetch-site": "cross-site" })).json()).toMatchObject({ problem: "cross-site" })
})

test("a server without a key for it offers no message, and keeps nothing", async () => {
  const without = await createPublicApp(server.deps)
  const { address } = subscribeBrowser("https://fcm.googleapis.com/send/0")
  expect((await without.inject({ url: getPushKey.path })).json()).toMatchObject({ problem: "not-ready" })
  const answer = await without.inject({
    method: "POST",
    url: subscribePush.path,
    payload: address,
    headers: sameOrigin,
  })
  expect(answer.json()).toMatchObject({ problem: "not-ready" })
  expect(await broadcastDue(server.deps)).toBeNull()
  await without.close()
})
