import { createHash, randomBytes } from "node:crypto"
import fs from "node:fs"
import path from "node:path"
import { base64urlOf, bytesOfBase64url, equalBytes, sealBox, utf8Of } from "@homesafe/protocol"
import { type BoxKeyPair, deriveBoxKeyPair, openBox } from "@homesafe/protocol/opener"
import { combine, split } from "shamir-secret-sharing"

// Upload keys lie as boxes to one seal key, whose private half is written nowhere: it is shared among officers, and so many of them bring their
// shares to the opener itself. Who only seals (the set-up, each week) needs none of them (ADR 0038).

/** What lies beside the boxes: which seal it is, how many shares open it, and by what each share is recognised. */
interface Seal {
  readonly v: 1
  readonly generation: string
  readonly needed: number
  readonly pub: string
  readonly shares: readonly string[]
}
const INFO = utf8Of("HomeSafe/upload-key-at-rest")
const SHARE = /^homesafe-share-([0-9a-f]{16})-([0-9a-f]{2,200})$/
const hashOf = (share: string) => createHash("sha256").update(share).digest("hex")
const nameOfKey = (week: number) => `upload-${week}`

/** Reads the seal of a folder, after what a broken-off change of it left was cleared away. */
export function readSeal(folder: string): Seal | undefined {
  settle(folder)
  const file = path.join(folder, "seal.json")
  return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, "utf8")) as Seal) : undefined // as: written by writeSeal
}

/** The weeks whose keys lie in a folder. */
export function weeksIn(folder: string): number[] {
  return fs.readdirSync(folder).flatMap((name) => {
    const [, week] = /^upload-(\d+)\.box$/.exec(name) ?? []
    return week === undefined ? [] : [Number(week)]
  })
}

/** Makes a seal with its shares, the boxes of these keys under it, and puts it in the place of the one before. The shares are safe first. */
export async function makeSeal(
  folder: string,
  { officers, needed, sharesTo }: { readonly officers: number; readonly needed: number; readonly sharesTo: string },
  keys: ReadonlyMap<number, Uint8Array>,
): Promise<void> {
  settle(folder)
  const secret = new Uint8Array(randomBytes(32))
  const pair = await deriveBoxKeyPair(secret)
  const generation = randomBytes(8).toString("hex")
  const shares = (await split(secret, officers, needed)).map(
    (share) => `homesafe-share-${generation}-${Buffer.from(share).toString("hex")}`,
  )
  secret.fill(0)
  writeShares(sharesTo, shares)
  const fresh = `${folder}.new`
  fs.mkdirSync(fresh, { recursive: true, mode: 0o700 })
  const seal: Seal = { v: 1, generation, needed, pub: base64urlOf(pair.pub), shares: shares.map(hashOf) }
  for (const [week, key] of keys) await writeKey(fresh, seal, week, key)
  writeWhole(path.join(fresh, "seal.json"), JSON.stringify(seal))
  if (fs.existsSync(folder)) fs.renameSync(folder, `${folder}.old`)
  fs.renameSync(fresh, folder)
  settle(folder)
}

/** Puts a week's key into a folder: sealed, and its public half beside it. */
export async function writeKey(
  folder: string,
  { generation, pub }: Pick<Seal, "generation" | "pub">,
  week: number,
  key: Uint8Array,
): Promise<void> {
  const name = nameOfKey(week)
  const pair = await deriveBoxKeyPair(key)
  const box = await sealBox(bytesOfBase64url(pub) ?? new Uint8Array(), INFO, utf8Of(`${generation} ${name}`), key)
  writeWhole(path.join(folder, `${name}.pub`), base64urlOf(pair.pub))
  writeWhole(path.join(folder, `${name}.box`), box)
}

/** Why a share is not taken: it is none, or damaged, or of a seal that was made before or elsewhere. */
export type ShareFault = "no-share" | "other-generation"

/** Whether a text is a share of this seal. */
export function checkShare(seal: Seal, text: string): ShareFault | null {
  const [, generation] = SHARE.exec(text) ?? []
  if (generation === undefined) return "no-share"
  if (generation !== seal.generation) return "other-generation"
  return seal.shares.includes(hashOf(text)) ? null : "no-share"
}

/** The seal's private half, from shares of which each was checked. */
export async function joinShares(seal: Seal, shares: readonly string[]): Promise<BoxKeyPair> {
  const parts = shares.map((text) => new Uint8Array(Buffer.from(SHARE.exec(text)?.[2] ?? "", "hex")))
  const secret = await combine(parts)
  const pair = await deriveBoxKeyPair(secret)
  secret.fill(0)
  if (!equalBytes(pair.pub, bytesOfBase64url(seal.pub) ?? new Uint8Array()))
    throw new Error("the shares do not make this seal's key")
  return pair
}

/** A week's key out of its box. */
export async function openKey(folder: string, seal: Seal, pair: BoxKeyPair, week: number): Promise<Uint8Array> {
  const name = nameOfKey(week)
  const box = new Uint8Array(fs.readFileSync(path.join(folder, `${name}.box`)))
  const key = await openBox(pair.secret, INFO, utf8Of(`${seal.generation} ${name}`), box)
  if (!key) throw new Error(`${name}.box is damaged, or of another seal`)
  return key
}

/** Written over before it is removed. */
export function destroyFile(file: string): void {
  const fd = fs.openSync(file, "r+")
  fs.writeSync(fd, randomBytes(fs.fstatSync(fd).size))
  fs.fsyncSync(fd)
  fs.closeSync(fd)
  fs.rmSync(file)
}

/** All shares or none, and on the disk before anything needs them. */
function writeShares(folder: string, shares: readonly string[]): void {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const name of fs.readdirSync(folder)) if (name.startsWith("share-")) destroyFile(path.join(folder, name))
  for (const [i, share] of shares.entries()) writeWhole(path.join(folder, `share-${i + 1}.txt`), `${share}\n`)
}

function writeWhole(file: string, content: string | Uint8Array): void {
  fs.writeFileSync(`${file}.tmp`, content, { mode: 0o600, flush: true })
  fs.renameSync(`${file}.tmp`, file)
}

/** The new folder is whole before the old one is moved away, so what is found after a crash says which of the two counts. */
function settle(folder: string): void {
  const [fresh, old] = [`${folder}.new`, `${folder}.old`]
  if (!fs.existsSync(folder) && fs.existsSync(old)) fs.renameSync(fresh, folder)
  if (fs.existsSync(folder) || !fs.existsSync(old)) fs.rmSync(fresh, { recursive: true, force: true })
  if (!fs.existsSync(old)) return
  for (const name of fs.readdirSync(old)) destroyFile(path.join(old, name))
  fs.rmSync(old, { recursive: true })
}
