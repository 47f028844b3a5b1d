import { execFileSync } from "node:child_process"
import { createHash, randomBytes } from "node:crypto"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { type EmbeddedPostgres, startEmbedded } from "./embedded.ts"
import { type PreparedDatabases, prepareDatabases } from "./prepare-databases.ts"

const passwords = { public: "p", authority: "a", health: "h" } as const

/** Starts a PostgreSQL of a test's own in `dir`, with all databases as newly prepared. */
export async function startPrepared(
  dir: string,
): Promise<{ readonly postgres: EmbeddedPostgres; readonly urls: PreparedDatabases & { readonly healthUrl: string } }> {
  await placePrepared(dir)
  const postgres = await startEmbedded(dir)
  const urlOf = (name: keyof typeof passwords) => {
    const url = new URL(postgres.adminUrl)
    url.pathname = `/homesafe_${name}`
    url.username = `homesafe_${name}`
    url.password = passwords[name]
    return url.href
  }
  return {
    postgres,
    urls: { publicUrl: urlOf("public"), authorityUrl: urlOf("authority"), healthUrl: urlOf("health") },
  }
}

/**
 * Puts the data of a newly prepared PostgreSQL into `dir`, to be started there: a copy of one that was made once for this very schema, for
 * making it takes seconds and copying it does not.
 */
export async function placePrepared(dir: string): Promise<void> {
  const made = path.join(os.tmpdir(), `homesafe-prepared-${schemaHash()}`)
  if (!isOurs(made)) await make(made)
  fs.mkdirSync(dir, { recursive: true })
  for (const part of ["postgres", "postgres-password"]) execFileSync("cp", ["-a", path.join(made, part), dir])
}

/** Made aside and put in place whole: of two that make it at once, one is kept. */
async function make(place: string): Promise<void> {
  const aside = `${place}-${randomBytes(6).toString("hex")}`
  fs.mkdirSync(aside, { mode: 0o755 })
  const postgres = await startEmbedded(aside)
  await prepareDatabases(postgres.adminUrl, passwords)
  await postgres.stop()
  try {
    fs.renameSync(aside, place)
  } catch {
    fs.rmSync(aside, { recursive: true, force: true }) // another one was faster
    if (!isOurs(place)) throw new Error(`${place} is somebody else's`)
  }
}

function isOurs(place: string): boolean {
  return fs.existsSync(place) && fs.statSync(place).uid === process.getuid?.()
}

/** Of everything from which the databases are made. */
function schemaHash(): string {
  const hash = createHash("sha256")
  const migrations = ["authority", "health", "public"].flatMap((name) =>
    fs
      .readdirSync(path.join(import.meta.dirname, name))
      .filter((file) => /migrations?\.ts$/.test(file))
      .map((file) => path.join(name, file))
      .sort(),
  )
  for (const name of ["embedded.ts", "prepare-databases.ts", "../package.json", ...migrations])
    hash.update(fs.readFileSync(path.join(import.meta.dirname, name)))
  return hash.digest("hex").slice(0, 16)
}
