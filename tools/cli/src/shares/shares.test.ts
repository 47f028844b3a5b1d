import fs from "node:fs"
import type { AddressInfo } from "node:net"
import os from "node:os"
import path from "node:path"
import { type BodyOf, call, getOpenerStatus, unsealOpener } from "@homesafe/api"
import { createOpenerApp } from "@homesafe/opener/app"
import { serviceDay } from "@homesafe/protocol"
import { afterEach, beforeEach, expect, test } from "vitest"
import { readOrMakeDemonstration } from "../deployment/demonstration.ts"
import { formKeyOf } from "../deployment/form-key.ts"
import { makeTrust } from "../deployment/make-trust.ts"
import { jsonOf } from "../deployment/sign-lists.ts"
import { sharesFolder, uploadKeysFolder, uploadKeysFor } from "../deployment/upload-keys.ts"
import { readReshareArguments, reshare } from "./reshare-command.ts"
import { bringShares, readShares } from "./unseal-command.ts"

const today = serviceDay(20_000)
let home: string
let ids: string[]
let opener: { base: string; stop: () => Promise<void> }

beforeEach(async () => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-shares-"))
  ids = (await uploadKeysFor(home, today)).map(({ id }) => id)
  opener = await startOpener()
})
afterEach(async () => {
  await opener.stop()
  fs.rmSync(home, { recursive: true, force: true })
})

/** A real opener beside the sealed keys, that knows its deployment and has no key. */
async function startOpener() {
  const app = await createOpenerApp(undefined, undefined, uploadKeysFolder(home))
  await app.listen({ host: "127.0.0.1", port: 0 })
  const { port } = app.server.address() as AddressInfo // as: it listens on a port
  const base = `http://127.0.0.1:${port}`
  const facts = readOrMakeDemonstration(home)
  const keys = { upload: await uploadKeysFor(home, today), form: await formKeyOf(home) }
  const { dep, offset } = facts
  const trust = makeTrust(home, { dep, offset, every: 60, hosts: ["h.test"] }, keys, {
    seq: 1,
    now: NOW,
    firstDay: today,
  })
  const body: BodyOf<typeof unsealOpener> = { dep, offset, trust: jsonOf(trust), keys: [], formKeys: [] }
  expect((await call(unsealOpener, { base, body })).ok).toBe(true)
  return { base, stop: async () => void (await app.close()) }
}
const NOW = (20_000 * 86_400) as Parameters<typeof makeTrust>[3]["now"] // as: whole seconds
const status = async () => {
  const told = await call(getOpenerStatus, { base: opener.base })
  if (!told.ok) throw new Error(told.problem)
  return told.value
}
const own = (folder = sharesFolder(home)) =>
  fs
    .readdirSync(folder)
    .sort()
    .map((name) => path.join(folder, name))
async function bring(...files: string[]) {
  const said: string[] = []
  const isDone = await bringShares(opener.base, readShares(files), (line) => said.push(line))
  return { isDone, said: said.join("\n") }
}
const [a, b, c] = [0, 1, 2].map((n) => () => own()[n] ?? "")

test("the opener starts sealed, opens with the second officer's share whichever two come, and is sealed again after it died", async () => {
  for (const [one, two] of [
    [a, b],
    [a, c],
    [b, c],
  ]) {
    expect(await status()).toMatchObject({ sealed: true, uploadKeys: [], brought: 0 })
    expect(await bring(one?.() ?? "")).toMatchObject({ isDone: true, said: expect.stringContaining("1 of 2") })
    expect(await bring(one?.() ?? "", one?.() ?? ""), "the same share is one share").toMatchObject({ isDone: true })
    expect((await status()).sealed).toBe(true)
    expect(await bring(two?.() ?? "")).toMatchObject({ isDone: true, said: "the opener opens uploads" })
    expect((await status()).uploadKeys.toSorted()).toEqual(ids.toSorted())
    await opener.stop()
    opener = await startOpener()
  }
})

test("a wrong share is refused at once and does no harm to those that were brought", async () => {
  await bring(a?.() ?? "")
  const wrong = path.join(home, "wrong.txt")
  const [share = ""] = readShares([b?.() ?? ""])
  for (const text of ["", "share", `${share}00`, share.replace(/.$/, (last) => (last === "0" ? "1" : "0"))]) {
    fs.writeFileSync(wrong, text)
    expect(await bring(wrong)).toMatchObject({ isDone: false, said: expect.stringContaining("no share of these") })
  }
  expect(await bring(b?.() ?? "")).toMatchObject({ isDone: true, said: "the opener opens uploads" })
})

test("shared anew, the new officers' shares open the same keys, and every earlier share opens nothing", async () => {
  const [to, before] = [path.join(home, "new-shares"), readShares(own())]
  const wanted = { officers: 5, needed: 3, to, files: own().slice(0, 2) }
  expect(await reshare(home, { ...wanted, files: own().slice(0, 1) }, () => {})).toBe(false)
  expect(await reshare(home, wanted, () => {})).toBe(true)
  expect(await bring(...own())).toMatchObject({ isDone: false, said: expect.stringContaining("an earlier seal") })
  expect(await reshare(home, { ...wanted, to: path.join(home, "x") }, () => {})).toBe(false)
  const fresh = own(to)
  expect(fresh).toHaveLength(5)
  expect((await bring(fresh[0] ?? "", fresh[4] ?? "")).said).toContain("2 of 3")
  expect((await status()).sealed).toBe(true)
  expect((await bring(fresh[2] ?? "")).said).toBe("the opener opens uploads")
  expect((await status()).uploadKeys.toSorted()).toEqual(ids.toSorted())
  expect((await uploadKeysFor(home, today)).map(({ id }) => id)).toEqual(ids)
  expect(before.some((share) => readShares(fresh).includes(share))).toBe(false)
})

test("killed at any point of sharing anew, the keys open with the shares of before or with the new ones", async () => {
  const folder = uploadKeysFolder(home)
  fs.cpSync(folder, `${folder}.new`, { recursive: true })
  fs.rmSync(path.join(`${folder}.new`, "seal.json"))
  expect((await bring(a?.() ?? "", b?.() ?? "")).said).toContain("the opener opens uploads")
  expect(fs.existsSync(`${folder}.new`), "half of a new one is cleared away").toBe(false)
  const to = path.join(home, "new-shares")
  fs.cpSync(folder, path.join(home, "kept"), { recursive: true })
  expect(await reshare(home, { officers: 3, needed: 2, to, files: own() }, () => {})).toBe(true)
  // As it lies between the two moves: the old one is aside, the new one not yet in its place.
  fs.renameSync(folder, `${folder}.new`)
  fs.renameSync(path.join(home, "kept"), `${folder}.old`)
  await opener.stop()
  opener = await startOpener()
  expect((await bring(...own(to).slice(0, 2))).said).toContain("the opener opens uploads")
  expect(fs.existsSync(`${folder}.old`)).toBe(false)
})

test("one share that opens everything is no sharing, and words that are not understood are refused", () => {
  const read = (...words: string[]) => readReshareArguments(["reshare", ...words])
  expect(read("--officers", "3", "--needed", "1", "--to", "f", "s")).toBeUndefined()
  expect(read("--officers", "2", "--needed", "3", "--to", "f", "s")).toBeUndefined()
  expect(read("--officers", "3", "--needed", "2", "s")).toBeUndefined()
  expect(read("--officers", "3", "--needed", "2", "--to", "/f", "s", "t")).toEqual({
    officers: 3,
    needed: 2,
    to: "/f",
    files: ["s", "t"],
  })
})
