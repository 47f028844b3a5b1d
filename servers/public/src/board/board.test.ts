import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { seedCatalogue } from "@homesafe/domain"
import { languages } from "@homesafe/i18n"
import {
  type Bytes,
  type NamedNotice,
  namedFile,
  readManifest,
  unixSeconds,
  utf8Of,
  writeCatalogue,
  writeEnvelope,
  writeManifest,
  writeNotices,
} from "@homesafe/protocol"
import type { FastifyInstance } from "fastify"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { createPublicApp } from "../app.ts"
import { feedDirectory } from "../feed/feed-store.ts"
import { listOf } from "../feed/list.test-support.ts"
import { NOON, startPublic, type TestPublic } from "../public.test-support.ts"

let server: TestPublic
let app: FastifyInstance
let dir: string

beforeAll(async () => {
  server = await startPublic()
})
afterAll(() => server.stop())
beforeEach(async () => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-board-"))
  app = await createPublicApp({ ...server.deps, feed: feedDirectory(dir) })
  return async () => {
    await app.close()
    fs.rmSync(dir, { recursive: true, force: true })
  }
})

const market: NamedNotice = {
  id: "01".repeat(16),
  kind: "place",
  names: { en: "Hoi Fung Market", hant: "海豐街市" },
  from: unixSeconds(NOON - 7200),
  until: NOON,
  template: 1,
}

/** Publishes a list with these notices, as the authority's server puts it there. */
async function publish(entries: readonly NamedNotice[]): Promise<void> {
  const feed = feedDirectory(dir)
  const put = async (bytes: Bytes) => {
    const file = writeEnvelope({ bytes, sigs: [] })
    await feed.put(namedFile(file).sha256, file)
    return { seq: 2, ...namedFile(file) }
  }
  const made = readManifest(new Uint8Array(Buffer.from(listOf(server.deps.dep, 2).head.bytes, "base64url")))
  if (!made.ok) throw new Error(made.problem)
  const notices = await put(writeNotices({ v: 1, seq: 2, entries }))
  const catalogue = await put(writeCatalogue(seedCatalogue(2)))
  const head = writeEnvelope({ bytes: writeManifest({ ...made.value, notices, catalogue }), sigs: [] })
  await feed.putNamed("head", head)
  const { dep, authority, timeZone } = server.deps
  const rest = { v: 1, dep, authority, hotline: "2000 1234", timeZone, demonstration: true }
  const none = { bytes: "", sigs: [] }
  await feed.putNamed("deployment.json", utf8Of(JSON.stringify({ ...rest, trust: none, catalogue: none })))
}

const get = (url: string, headers = {}) => app.inject({ url, headers })

test("the board says place, time, disease and what to do, in each language, without scripts and without cookies", async () => {
  await publish([market])
  for (const language of languages) {
    const page = await get(`/board/${language}`)
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain(`<html lang="${language}">`)
    expect(page.body).toContain(language === "en" ? "Hoi Fung Market" : "海豐街市")
    expect(page.body).toContain("<ol><li>")
    expect(page.body, "a deadline counts from the risk time").not.toContain("{+")
    expect(page.body).not.toMatch(/<script|<iframe|<img|\son\w+=|javascript:/i)
    expect(page.headers["set-cookie"]).toBeUndefined()
    expect(page.headers["content-security-policy"]).toMatch(/^default-src 'none'; style-src 'self';/)
  }
  const chosen = await get("/board", { "accept-language": "fr, zh-CN;q=0.8, en;q=0.5" })
  expect(chosen.body).toContain('<html lang="zh-Hans">')
  expect(chosen.headers.vary).toContain("accept-language")
})

test("a flight is named with its number, its rows and its direction, in each language and in every form", async () => {
  const flight: NamedNotice = {
    ...market,
    kind: "flight",
    number: "CX 888",
    rows: "30-34, 41",
    names: { en: "Hong Kong to Vancouver", hant: "香港至溫哥華", hans: "香港至温哥华" },
    towards: { en: "New York", hant: "紐約", hans: "纽约" },
  }
  await publish([flight])
  const said = {
    en: "Flight CX 888, Hong Kong to Vancouver, towards New York, rows 30-34, 41",
    "zh-Hant": "航班 CX 888，香港至溫哥華，往紐約方向，座位排數：30-34, 41",
    "zh-Hans": "航班 CX 888，香港至温哥华，往纽约方向，座位排数：30-34, 41",
  }
  for (const language of languages) {
    expect((await get(`/board/${language}`)).body).toContain(said[language])
    expect((await get(`/board/${language}/feed.rss`)).body).toContain(said[language])
    expect((await get(`/board/${language}/calendar.ics`)).body.replace(/\r\n |\\/g, "")).toContain(said[language])
  }
  expect((await get("/board/board.json")).json().entries).toEqual([flight])
})

test("a withdrawn warning stays there and says so, in every form", async () => {
  await publish([{ ...market, withdrawn: true }])
  const page = await get("/board/en")
  expect(page.body).toContain("Withdrawn: you need do nothing")
  expect(page.body).not.toContain("<ol>")
  expect((await get("/board/en/calendar.ics")).body).toContain("STATUS:CANCELLED")
  const rss = (await get("/board/en/feed.rss")).body
  expect(rss, "told anew to who follows").toContain(`${market.id}-withdrawn</guid>`)
  expect((await get("/board/board.json")).json().entries[0]).toEqual({ ...market, withdrawn: true })
})

test("hostile 31: a name with marks of HTML is text on the page, in RSS and in the calendar", async () => {
  const names = { en: `<img src=x onerror="alert(1)">&Co`, hant: "'測試'<b>" }
  await publish([{ ...market, names }])
  for (const url of ["/board/en", "/board/zh-Hant", "/board/en/feed.rss"]) {
    const { body } = await get(url)
    expect(body, url).not.toContain("<img")
    expect(body, url).not.toContain("<b>")
  }
  const calendar = (await get("/board/en/calendar.ics")).body
  expect(calendar.split("\r\n").every((line) => Buffer.byteLength(line) <= 76)).toBe(true)
})

test("without an entry the board says what that does not mean; before the first list, that there is none yet", async () => {
  expect((await get("/board/en")).statusCode).toBe(503)
  expect((await get("/board/board.json")).json()).toMatchObject({ problem: "not-ready" })
  await publish([])
  const page = await get("/board/en")
  expect(page.body).toContain("No place is named at present")
  expect(page.body).toContain("This does not mean no risk")
  expect((await get("/board/fr")).statusCode).toBe(404)
})
