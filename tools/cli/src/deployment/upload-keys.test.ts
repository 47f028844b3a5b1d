import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { hexOf, serviceDay } from "@homesafe/protocol"
import { afterEach, beforeEach, expect, test } from "vitest"
import { keyFile, readOrMakeKey } from "./keys.ts"
import { bringShares, NEEDED, OFFICERS } from "./officer-shares.ts"
import { uploadKeysFor } from "./upload-keys.ts"

let home: string
beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-upload-keys-"))
})
afterEach(() => {
  delete process.env.HOMESAFE_OFFICER_SHARES
  fs.rmSync(home, { recursive: true, force: true })
})

const today = serviceDay(20_000)
const share = (n: number) => path.join(home, "keys", "officer-shares", `share-${n}.txt`)
const ids = async (day = today) => (await uploadKeysFor(home, day)).map(({ id }) => id)

test("any two of three officers' shares open the upload keys, and one does not", async () => {
  const made = await ids()
  expect([OFFICERS, NEEDED]).toEqual([3, 2])
  for (const pair of [
    [1, 2],
    [1, 3],
    [2, 3],
  ]) {
    process.env.HOMESAFE_OFFICER_SHARES = pair.map(share).join()
    expect(await ids()).toEqual(made)
  }
  for (const one of [[1], [2, 2]]) {
    process.env.HOMESAFE_OFFICER_SHARES = one.map(share).join()
    await expect(ids()).rejects.toThrow("2 officers must bring their shares")
  }
})

test("another deployment's shares open nothing, and say so", async () => {
  await ids()
  fs.rmSync(path.join(home, "keys", "officer-shares"), { recursive: true })
  await expect(ids()).rejects.toThrow("do not open the upload keys")
})

test("no file holds an upload key or what seals it; a key of an older version is sealed and its file destroyed", async () => {
  const old = hexOf(readOrMakeKey(home, `upload-${Math.floor(today / 7)}`))
  const keys = await uploadKeysFor(home, today)
  expect(fs.existsSync(keyFile(home, `upload-${Math.floor(today / 7)}`))).toBe(false)
  const dir = path.join(home, "keys")
  const files = fs.readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const all = files.map((entry) => fs.readFileSync(path.join(entry.parentPath, entry.name)).toString("hex")).join()
  const hexed = files.map((entry) => fs.readFileSync(path.join(entry.parentPath, entry.name), "utf8")).join()
  for (const secret of [old, ...keys.map((key) => hexOf(key.secret))]) {
    expect(all).not.toContain(secret)
    expect(hexed).not.toContain(secret)
  }
  expect(await ids()).toEqual(keys.map(({ id }) => id))
})

test("a week's key is destroyed 45 days after the last day it served, and a new one comes each week", async () => {
  const [first] = (await ids()).slice(-1)
  const weekLater = await ids(serviceDay(today + 7))
  expect(weekLater).not.toContain(first)
  expect(fs.existsSync(path.join(home, "keys", `upload-${Math.floor((today - 45) / 7)}.sealed`))).toBe(false)
})

test("shares that are made again after a start that was broken off are whole", async () => {
  fs.mkdirSync(path.join(home, "keys", "officer-shares.new"), { recursive: true })
  fs.writeFileSync(path.join(home, "keys", "officer-shares.new", "share-1.txt"), "00")
  await bringShares(home, [])
  expect(fs.readdirSync(path.join(home, "keys", "officer-shares"))).toHaveLength(3)
})
