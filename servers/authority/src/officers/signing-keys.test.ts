import { signEnvelope, unixSeconds } from "@homesafe/protocol"
import { readOfficers, writeOfficers } from "@homesafe/protocol/officer"
import { afterAll, beforeAll, expect, test } from "vitest"
import { addOfficer, startAuthority, type TestAuthority } from "../authority.test-support.ts"
import { listOf } from "../changes/changes.test-support.ts"
import { newestList, writeList } from "../publishing/signed-lists.ts"
import { ensureOfficersList } from "./signing-keys.ts"

let authority: TestAuthority
beforeAll(async () => {
  authority = await startAuthority()
})
afterAll(() => authority.stop())

async function newest() {
  const list = await newestList(authority.deps.db, "officers")
  const read = list && readOfficers(list.envelope.bytes)
  if (!read?.ok) throw new Error("no list")
  return read.value
}

test("a data folder from before officers could change files goes on: the demonstration's root gives their keys the right, once", async () => {
  const { deps } = authority
  const officer = await addOfficer(deps, ["approver"])
  const root = new Uint8Array(32).fill(9)
  const exp = unixSeconds(deps.clock.now() + 25 * 86_400) // a list that would not be signed anew for its age
  const bytes = writeOfficers({ ...listOf(deps, [officer], false), exp })
  const sigs = [signEnvelope(bytes, { label: "VT1/officers", dep: deps.dep, seq: 1, role: "root" }, root)]
  await writeList(deps.db, "officers", 1, { bytes, sigs })
  // Where the roots are elsewhere, their list stays what it is, and the console says that the right is missing.
  await ensureOfficersList(deps)
  expect(await newest()).toMatchObject({ seq: 1, keys: [{ roles: ["decision"] }] })
  const demonstration = { ...deps, keys: { ...deps.keys, demonstrationRoot: root } }
  for (let round = 0; round < 2; round++) await ensureOfficersList(demonstration)
  expect(await newest()).toMatchObject({ seq: 2, keys: [{ id: officer.key, roles: ["decision", "change"] }] })
})
