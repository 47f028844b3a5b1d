import { createDecipheriv } from "node:crypto"
import fs from "node:fs"
import path from "node:path"
import { combine } from "shamir-secret-sharing"

/** Keys that an older version sealed under a secret of its own folder's shares, by week; none where there are none. */
export async function oldSealedKeys(home: string): Promise<ReadonlyMap<number, Uint8Array>> {
  const keys = new Map<number, Uint8Array>()
  const [dir, shares] = [path.join(home, "keys"), path.join(home, "keys", "officer-shares")]
  if (!fs.existsSync(dir) || !fs.existsSync(shares)) return keys
  const found = fs.readdirSync(dir).flatMap((name) => /^upload-(\d+)\.sealed$/.exec(name)?.[1] ?? [])
  if (found.length === 0) return keys
  const parts = fs.readdirSync(shares).map((name) => fs.readFileSync(path.join(shares, name), "utf8").trim())
  const secret = await combine(parts.map((share) => new Uint8Array(Buffer.from(share, "hex"))))
  for (const week of found) {
    const sealed = fs.readFileSync(path.join(dir, `upload-${week}.sealed`))
    const opener = createDecipheriv("aes-256-gcm", secret, sealed.subarray(0, 12))
    opener.setAAD(Buffer.from(`upload-${week}`)).setAuthTag(sealed.subarray(-16))
    keys.set(Number(week), new Uint8Array(Buffer.concat([opener.update(sealed.subarray(12, -16)), opener.final()])))
  }
  return keys
}
