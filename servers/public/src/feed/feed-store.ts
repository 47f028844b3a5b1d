import { createHash, randomBytes } from "node:crypto"
import fs from "node:fs/promises"
import path from "node:path"

/** The files that change. */
export type NamedFeedFile = "head" | "deployment.json" | "build-signature.json"

/** Where published files lie: immutable ones named by their hash, and three that change. */
export interface FeedStore {
  /** Keeps a file durably; refuses a name that is not its hash. */
  put(sha256: string, bytes: Uint8Array): Promise<boolean>
  get(sha256: string): Promise<Uint8Array | undefined>
  has(sha256: string): Promise<boolean>
  putNamed(name: NamedFeedFile, bytes: Uint8Array): Promise<void>
  getNamed(name: NamedFeedFile): Promise<Uint8Array | undefined>
}

/** Files in a folder: written beside, flushed, renamed, and the folder flushed, so that a crash leaves the old file or the new one. */
export function feedDirectory(dir: string): FeedStore {
  const place = (name: string) => path.join(dir, name)
  const read = (name: string) =>
    fs.readFile(place(name)).then(
      (b) => new Uint8Array(b),
      () => undefined,
    )
  const write = async (name: string, bytes: Uint8Array) => {
    await fs.mkdir(dir, { recursive: true })
    const beside = place(`.${name}-${randomBytes(6).toString("hex")}`)
    const file = await fs.open(beside, "w")
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await fs.rename(beside, place(name))
    const folder = await fs.open(dir, "r")
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  }
  return {
    async put(sha256, bytes) {
      if (createHash("sha256").update(bytes).digest("hex") !== sha256) return false
      await write(sha256, bytes)
      return true
    },
    get: (sha256) => (/^[0-9a-f]{64}$/.test(sha256) ? read(sha256) : Promise.resolve(undefined)),
    has: (sha256) =>
      fs.access(place(sha256)).then(
        () => true,
        () => false,
      ),
    putNamed: write,
    getNamed: read,
  }
}
