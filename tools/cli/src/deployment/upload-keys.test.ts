import { createCipheriv, randomBytes } from "node:crypto"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { hexOf, serviceDay } from "@homesafe/protocol"
import { deriveBoxKeyPair } from "@homesafe/protocol/opener"
import { split } from "shamir-secret-sharing"
import { afterEach, beforeEach, expect, test } from "vitest"
import { keyFile, readOrMakeKey } from "./keys.ts"
import { sharesFolder, uploadKeysFolder, uploadKeysFor } from "./upload-keys.ts"

let home: string
beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-upload-keys-"))
})
afterEach(() => fs.rmSync(home, { recursive: true, force: true }))

const today = serviceDay(20_000)
const week = Math.floor(today / 7)
const ids = async (day = today) => (await uploadKeysFor(home, day)).map(({ id }) => id)

test("a set-up seals each week's key without any share: officers may have taken theirs away", async () => {
  const made = await ids()
  expect(fs.readdirSync(sharesFolder(home))).toHaveLength(3)
  fs.rmSync(sharesFolder(home), { recursive: true })
  expect(await ids()).toEqual(made)
  expect((await ids(serviceDay(today + 7))).slice(1)).toEqual(made.slice(0, -1))
})

test("no file holds an upload key or what seals it; a key that an older version left bare is sealed and its file destroyed", async () => {
  const old = readOrMakeKey(home, `upload-${week}`)
  const keys = await uploadKeysFor(home, today)
  expect(fs.existsSync(keyFile(home, `upload-${week}`))).toBe(false)
  expect(keys.map(({ id }) => id)).toContain((await deriveBoxKeyPair(old)).id)
  const dir = path.join(home, "keys")
  const files = fs.readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const bytes = files.map((entry) => fs.readFileSync(path.join(entry.parentPath, entry.name)))
  expect(bytes.map((each) => each.toString("hex")).join()).not.toContain(hexOf(old))
  expect(bytes.map((each) => each.toString("utf8")).join()).not.toContain(hexOf(old))
})

test("keys that an older version had sealed under its own shares are the same keys under the new seal", async () => {
  const [secret, key] = [randomBytes(32), new Uint8Array(randomBytes(32))]
  fs.mkdirSync(sharesFolder(home), { recursive: true })
  for (const [i, share] of (await split(new Uint8Array(secret), 3, 2)).entries())
    fs.writeFileSync(path.join(sharesFolder(home), `share-${i + 1}.txt`), `${Buffer.from(share).toString("hex")}\n`)
  const nonce = randomBytes(12)
  const cipher = createCipheriv("aes-256-gcm", secret, nonce).setAAD(Buffer.from(`upload-${week}`))
  const sealed = Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()])
  const file = path.join(home, "keys", `upload-${week}.sealed`)
  fs.writeFileSync(file, sealed)
  expect(await ids()).toContain((await deriveBoxKeyPair(key)).id)
  expect(fs.existsSync(file)).toBe(false)
})

test("a week's key is destroyed 45 days after the last day it served, and a new one comes each week", async () => {
  const [first] = (await ids()).slice(-1)
  const oldest = Math.floor((today - 45) / 7)
  expect(fs.existsSync(path.join(uploadKeysFolder(home), `upload-${oldest}.box`))).toBe(true)
  expect(await ids(serviceDay(today + 7))).not.toContain(first)
  expect(fs.existsSync(path.join(uploadKeysFolder(home), `upload-${oldest}.box`))).toBe(false)
})
