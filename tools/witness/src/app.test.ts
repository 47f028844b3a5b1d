import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { witnessHead } from "@homesafe/api"
import {
  bytesOfBase64url,
  countSigners,
  ed25519PublicKey,
  keyIdOf,
  manifestHash,
  serviceDay,
  unixSeconds,
  writeManifest,
} from "@homesafe/protocol"
import { keptFile } from "@homesafe/service"
import { afterEach, beforeEach, expect, test } from "vitest"
import { createWitnessApp } from "./app.ts"

const dep = "0011223344556677"
const secret = new Uint8Array(32).fill(7)
const pub = ed25519PublicKey(secret)
const key = keyIdOf(pub)
const noon = unixSeconds(1_748_836_800)
let dir: string

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-witness-"))
})
afterEach(() => fs.rmSync(dir, { recursive: true }))

/** A witness as it starts: all that it remembers is in its folder. */
const start = () => createWitnessApp({ dep, secret, head: keptFile(path.join(dir, "head.json")) })
type Witness = Awaited<ReturnType<typeof start>>

/** A list that follows another; `hold` makes two lists of one number different. */
function listAfter(before: Uint8Array | null, seq: number, hold: readonly number[] = [], of = dep): Uint8Array {
  const file = { bytes: 1, sha256: "11".repeat(32) }
  const numbered = { seq: 1, ...file }
  const files = { salt: "00".repeat(16), cells: [{ cell: 1, n: 1, ...file }], texts: file }
  const lists = { chain: numbered, catalogue: numbered, trust: numbered, revoked: numbered, policy: numbered }
  const prev = before ? manifestHash(before) : "00".repeat(32)
  const dates = { t: noon, exp: unixSeconds(noon + 48 * 3600) }
  const batches = { batch: files, snapshot: { upTo: seq, ...files } }
  return writeManifest({ v: 1, dep: of, seq, prev, ...dates, ...batches, ...lists, notices: numbered, hold })
}

/** What the witness says of a list: "signed" once its signature has been checked, or why not. */
async function show(witness: Witness, list: Uint8Array, seq: number): Promise<string> {
  const manifest = Buffer.from(list).toString("base64url")
  const answer = await witness.inject({ method: "POST", url: witnessHead.path, payload: { manifest } })
  const told = answer.json()
  if (answer.statusCode !== 200) return told.field ?? told.problem
  const sig = bytesOfBase64url(told.sig)
  if (!sig) throw new Error("a signature that is no base64url")
  const signed = { bytes: new Uint8Array(list), sigs: [{ key: told.key, role: told.role, sig }] }
  const days = { from: serviceDay(0), until: serviceDay(65_535) }
  const keys = [{ id: key, role: "witness", pub, ...days }] as const
  return countSigners(signed, { label: "VT1/witness", dep, seq, role: "witness" }, keys) === 1 ? "signed" : "bad"
}

const first = listAfter(null, 1)
const second = listAfter(first, 2)
const fork = listAfter(first, 2, [1])

test("a witness signs one list after another", async () => {
  const witness = await start()
  expect([await show(witness, first, 1), await show(witness, second, 2)]).toEqual(["signed", "signed"])
})

test("a witness signs one hash for each number, and refuses a fork", async () => {
  const witness = await start()
  await show(witness, first, 1)
  expect(await show(witness, second, 2)).toBe("signed")
  expect(await show(witness, fork, 2)).toBe("not-next")
  expect(await show(witness, listAfter(fork, 3), 3)).toBe("not-next")
  expect(await show(witness, listAfter(second, 4), 4)).toBe("not-next")
  expect(await show(witness, first, 1)).toBe("not-next")
  expect(await show(witness, listAfter(second, 3), 3)).toBe("signed")
})

test("a witness gives its signature again to whoever lost it", async () => {
  const witness = await start()
  await show(witness, first, 1)
  expect([await show(witness, first, 1), await show(witness, first, 1)]).toEqual(["signed", "signed"])
  expect(await show(witness, second, 2)).toBe("signed")
})

test("a witness remembers after a restart", async () => {
  const before = await start()
  await show(before, first, 1)
  await show(before, second, 2)
  await before.close()
  const after = await start()
  expect(await show(after, fork, 2)).toBe("not-next")
  expect(await show(after, listAfter(null, 1, [1]), 1)).toBe("not-next")
  expect(await show(after, second, 2)).toBe("signed")
  expect(await show(after, listAfter(second, 3), 3)).toBe("signed")
})

test("a witness signs nothing that it cannot remember", async () => {
  const broken = { read: () => null, write: () => raise("the disk is full") }
  const witness = await createWitnessApp({ dep, secret, head: broken })
  expect(await show(witness, first, 1)).toBe("unexpected")
})

test("a witness signs neither another deployment's list nor nonsense", async () => {
  const witness = await start()
  expect(await show(witness, listAfter(null, 1, [], "ffffffffffffffff"), 1)).toBe("wrong-deployment")
  expect(await show(witness, new Uint8Array([123, 125]), 1)).toBe("malformed")
})

function raise(message: string): never {
  throw new Error(message)
}
