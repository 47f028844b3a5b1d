import { connect, type Database, prepareDatabases } from "@homesafe/db"
import type { AuthorityTables } from "@homesafe/db/authority"
import { startEmbedded } from "@homesafe/db/embedded"
import type { UnixSeconds } from "@homesafe/protocol"
import {
  DEMONSTRATION_EVERY,
  type Demonstration,
  keepDemonstration,
  readOrMakeDemonstration,
} from "../deployment/demonstration.ts"
import { signLists } from "../deployment/sign-lists.ts"
import { lockHome } from "../supervise/lock-home.ts"
import { findRunningFacts } from "../supervise/running-file.ts"

/** The authority's database, open for a command. */
export interface OpenAuthority {
  readonly db: Database<AuthorityTables>
  readonly facts: Demonstration
  /** The host that new posters open. */
  readonly host: string
  close(): Promise<void>
}

/** Opens the database of the system that runs on `home`; when none runs, starts the database for as long as it is needed. */
export async function openAuthority(
  home: string,
  now: UnixSeconds,
  say: (line: string) => void,
): Promise<OpenAuthority> {
  const running = findRunningFacts(home)
  if (running) {
    const db = connect<AuthorityTables>(running.authorityUrl, 2)
    const host = new URL(running.publicOrigin).host
    return { db, facts: readOrMakeDemonstration(home), host, close: () => db.destroy() }
  }
  const closes: (() => unknown)[] = [lockHome(home)]
  const close = async () => {
    for (const one of closes.splice(0).reverse()) await one()
  }
  try {
    let adminUrl = process.env.DATABASE_URL
    if (!adminUrl) {
      say("starting the database")
      const postgres = await startEmbedded(home, say)
      closes.push(() => postgres.stop())
      adminUrl = postgres.adminUrl
    }
    const facts = withHost(home, readOrMakeDemonstration(home))
    const { authorityUrl } = await prepareDatabases(adminUrl, facts.passwords)
    await signLists(home, facts, authorityUrl, now, DEMONSTRATION_EVERY)
    const db = connect<AuthorityTables>(authorityUrl, 2)
    closes.push(() => db.destroy())
    return { db, facts, host: hostOf(facts), close }
  } catch (error) {
    await close()
    throw error
  }
}

/** The newest host of the trust list: where the system was last reached. */
const hostOf = (facts: Demonstration) => facts.hosts.at(-1) ?? ""

/** A home that has never been started gets the host that its first start will use. */
function withHost(home: string, facts: Demonstration): Demonstration {
  if (facts.hosts.length > 0) return facts
  const made = { ...facts, hosts: [`localhost:${process.env.PORT ?? 4300}`] }
  keepDemonstration(home, made)
  return made
}
