import { randomBytes } from "node:crypto"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { connect } from "@homesafe/db"
import { startPrepared } from "@homesafe/db/prepared.test-support"
import type { PublicTables } from "@homesafe/db/public"
import { type UnixSeconds, unixSeconds } from "@homesafe/protocol"
import type { PublicDeps } from "./deps.ts"
import { feedDirectory } from "./feed/feed-store.ts"

/** The public server's parts on a real PostgreSQL and a real folder; the clock stands still until it is set. */
export interface TestPublic {
  readonly deps: PublicDeps
  /** The same server again: another process would have a pool of its own on the same database. */
  readonly copy: PublicDeps
  /** Where the server's role finds the database: for a process of its own. */
  readonly url: string
  setNow(t: UnixSeconds): void
  stop(): Promise<void>
}

/** Monday 2 June 2025, 12:00 in Hong Kong. */
export const NOON = unixSeconds(1_748_836_800)

/** Starts a PostgreSQL of its own, with newly prepared databases. */
export async function startPublic(): Promise<TestPublic> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-public-"))
  fs.chmodSync(dir, 0o755) // PostgreSQL runs as another user where the tests run as root
  const { postgres, urls } = await startPrepared(path.join(dir, "postgres"))
  let now = NOON
  const [db, otherDb] = [connect<PublicTables>(urls.publicUrl), connect<PublicTables>(urls.publicUrl)]
  const deps: PublicDeps = {
    db,
    clock: { now: () => now },
    feed: feedDirectory(path.join(dir, "feed")),
    sendMail: async () => {},
    origin: "http://go.test",
    dep: "0011223344556677",
    authority: { en: "Test Authority", hant: "測試機關" },
    timeZone: "Asia/Hong_Kong",
    offset: 14_400,
    receiptSecret: new Uint8Array(randomBytes(32)),
    linkToken: randomBytes(16).toString("hex"),
    push: null,
    apps: null,
    limits: {
      perMinute: 100_000,
      mailsPerMinute: 5,
      uploadsPerMinute: 100_000,
      relayPutsPerTenMinutes: 100_000,
      relayAsksPerTenMinutes: 100_000,
      waitingVenues: { ofOne: 3, ofAll: 5 },
      relayBoxes: 3,
      waitingRecoveries: 8,
      cardParcelsPerTenMinutes: 100_000,
      cardRecordsPerDay: 64,
      formsPerTenMinutes: 100_000,
      waitingForms: 40,
      pushChangesPerMinute: 100_000,
      pushSubscriptions: 1_000,
      reportsPerMinute: 100_000,
      waitingReports: 4,
    },
  }
  return {
    deps,
    copy: { ...deps, db: otherDb },
    url: urls.publicUrl,
    setNow: (t) => {
      now = t
    },
    async stop() {
      await Promise.all([db.destroy(), otherDb.destroy()])
      await postgres.stop()
      fs.rmSync(dir, { recursive: true, force: true })
    },
  }
}
