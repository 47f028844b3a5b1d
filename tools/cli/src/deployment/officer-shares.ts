import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto"
import fs from "node:fs"
import path from "node:path"
import { combine, split } from "shamir-secret-sharing"

// What seals upload keys at rest is written nowhere: it is shared among officers, of whom any two must bring their shares (Spec §9).

/** How many officers have a share, and how many of them must bring it. */
export const OFFICERS = 3
export const NEEDED = 2

/** Seals keys at rest, and opens them again. */
export interface KeySeal {
  seal(name: string, key: Uint8Array): Buffer
  open(name: string, sealed: Uint8Array): Uint8Array
}

const folderOf = (home: string) => path.join(home, "keys", "officer-shares")

/**
 * Brings the officers' shares together; makes them at the first start. `files` are those that officers brought; without any, a demonstration's
 * own are taken, which lie beside what they open and protect nothing.
 */
export async function bringShares(home: string, files: readonly string[]): Promise<KeySeal> {
  const folder = folderOf(home)
  if (!fs.existsSync(folder)) await makeShares(folder)
  const brought = files.length > 0 ? files : fs.readdirSync(folder).map((name) => path.join(folder, name))
  const shares = new Set(brought.map((file) => fs.readFileSync(file, "utf8").trim()))
  if (shares.size < NEEDED) throw new Error(`${NEEDED} officers must bring their shares of the upload keys' seal`)
  const secret = await combine([...shares].map((share) => new Uint8Array(Buffer.from(share, "hex"))))
  return { seal: (name, key) => sealKey(secret, name, key), open: (name, sealed) => openKey(secret, name, sealed) }
}

/** All shares or none: a start that was broken off must leave no half of them. */
async function makeShares(folder: string): Promise<void> {
  const beside = `${folder}.new`
  fs.rmSync(beside, { recursive: true, force: true })
  fs.mkdirSync(beside, { recursive: true, mode: 0o700 })
  const shares = await split(new Uint8Array(randomBytes(32)), OFFICERS, NEEDED)
  for (const [i, share] of shares.entries()) {
    const text = `${Buffer.from(share).toString("hex")}\n`
    fs.writeFileSync(path.join(beside, `share-${i + 1}.txt`), text, { mode: 0o600, flush: true })
  }
  fs.renameSync(beside, folder)
}

/** nonce 12 ‖ AES-256-GCM, bound to the key's name. */
function sealKey(secret: Uint8Array, name: string, key: Uint8Array): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv("aes-256-gcm", secret, nonce).setAAD(Buffer.from(name))
  return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()])
}

function openKey(secret: Uint8Array, name: string, sealed: Uint8Array): Uint8Array {
  const opener = createDecipheriv("aes-256-gcm", secret, sealed.subarray(0, 12)).setAAD(Buffer.from(name))
  opener.setAuthTag(sealed.subarray(-16))
  try {
    return new Uint8Array(Buffer.concat([opener.update(sealed.subarray(12, -16)), opener.final()]))
  } catch {
    throw new Error("the officers' shares do not open the upload keys: a share is another deployment's or damaged")
  }
}
