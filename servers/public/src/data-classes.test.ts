import { listDataClasses } from "@homesafe/domain"
import { unixSeconds } from "@homesafe/protocol"
import { makeLog } from "@homesafe/service"
import { afterAll, beforeAll, expect, test } from "vitest"
import { NOON, startPublic, type TestPublic } from "./public.test-support.ts"
import { purgeExpired } from "./purge-expired.ts"

let server: TestPublic
beforeAll(async () => {
  server = await startPublic()
})
afterAll(() => server.stop())

test("every table of the public server's database belongs to one class, and no class to a table that is not there", async () => {
  const tables = (await server.deps.db.introspection.getTables()).map(({ name }) => name).sort()
  const classed = listDataClasses().flatMap(({ place, tables: its }) => (place === "public" ? its : []))
  expect([...classed].sort()).toEqual(tables.filter((name) => !name.startsWith("kysely_")))
})

test("hostile 57: links to sign in, with the addresses that asked for them, end on schedule also when nobody signs in any more", async () => {
  const { deps } = server
  const log = makeLog("test")
  log.level = "silent"
  const link = { hash: Buffer.from("h"), mail: "owner@market.example", expires: NOON + 1_800 }
  await deps.db.insertInto("sign_in_tokens").values(link).execute()
  const left = async () => (await deps.db.selectFrom("sign_in_tokens").selectAll().execute()).length
  await purgeExpired(deps, log)
  expect(await left()).toBe(1)
  server.setNow(unixSeconds(NOON + 1_801))
  await purgeExpired(deps, log)
  expect(await left()).toBe(0)
})
