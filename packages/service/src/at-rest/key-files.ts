import { randomBytes } from "node:crypto"
import fs from "node:fs"
import path from "node:path"

// Half of a key, a case's or an account's, lies in a file of its own, in a folder that is neither the database's nor in its backups (ADR 0035). The folders
// below it are named by an id's first two letters, so that none holds all.

const ENDING = ".key"
const BYTES = 32
const fileOf = (folder: string, id: string) => path.join(folder, id.slice(0, 2), `${id}${ENDING}`)

function flushFolder(folder: string): void {
  const fd = fs.openSync(folder, "r")
  fs.fsyncSync(fd)
  fs.closeSync(fd)
}

/** Makes an id's file, durable when this returns: no row may need a file that a power cut takes away. */
export function makeKeyFile(folder: string, id: string): Buffer {
  fs.accessSync(folder) // a folder that is not mounted is no empty one
  const file = fileOf(folder, id)
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  const secret = randomBytes(BYTES)
  const fd = fs.openSync(file, "wx", 0o600)
  fs.writeSync(fd, secret)
  fs.fsyncSync(fd)
  fs.closeSync(fd)
  flushFolder(path.dirname(file))
  flushFolder(folder)
  return secret
}

/** The file of an id; nothing once it is destroyed, or where a destruction was broken off. */
export function readKeyFile(folder: string, id: string): Buffer | undefined {
  try {
    const secret = fs.readFileSync(fileOf(folder, id))
    return secret.length === BYTES ? secret : undefined
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** Destroys an id's file: written over, flushed, removed, and the folder flushed. True when there was one; again, it does nothing. */
export function destroyKeyFile(folder: string, id: string): boolean {
  fs.accessSync(folder)
  const file = fileOf(folder, id)
  try {
    const fd = fs.openSync(file, "r+")
    fs.writeSync(fd, randomBytes(BYTES))
    fs.fsyncSync(fd)
    fs.closeSync(fd)
    fs.unlinkSync(file)
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
  flushFolder(path.dirname(file))
  return true
}

/** The ids that have a file, and when each was made, in seconds. */
export function* listKeyFiles(folder: string): Generator<{ readonly id: string; madeAt(): number }> {
  for (const part of fs.readdirSync(folder))
    for (const name of fs.readdirSync(path.join(folder, part)))
      if (name.endsWith(ENDING))
        yield {
          id: name.slice(0, -ENDING.length),
          madeAt: () => Math.floor(fs.statSync(path.join(folder, part, name)).mtimeMs / 1000),
        }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT"
}
