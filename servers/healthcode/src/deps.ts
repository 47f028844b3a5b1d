import type { Names } from "@homesafe/api"
import type { Trust } from "@homesafe/codes/credentials"
import type { Database } from "@homesafe/db"
import type { HealthTables } from "@homesafe/db/health"
import type { SignedEnvelope } from "@homesafe/protocol"
import type { HealthRules } from "@homesafe/protocol/health"
import type { Clock } from "@homesafe/service"
import type { Logger } from "pino"

/** What the health-code service holds besides its database. No other process of ours has any of it. */
export interface HealthKeyring {
  /** Signs codes, statements and hand-overs. Ed25519 seed. */
  readonly signing: Uint8Array
  /** From which the key for shared visits follows. */
  readonly shareIkm: Uint8Array
  /** Half of what opens an account's key. AES-256. */
  readonly atRest: Uint8Array
  /** Finds documents that are registered twice. */
  readonly documents: Uint8Array
  /** The folder with the other half, a file for each account, outside the database and its backups. */
  readonly accountKeys: string
}

/** The rule set in use: as it was signed, and as it reads. */
export interface RulesInUse {
  readonly envelope: SignedEnvelope
  readonly rules: HealthRules
}

/** A partner system that takes a code over. */
export interface Partner {
  readonly audience: string
  readonly names: Names
}

/** What the health-code service is made of. It dials nobody. */
export interface HealthDeps {
  readonly db: Database<HealthTables>
  readonly clock: Clock
  readonly log: Logger
  readonly keys: HealthKeyring
  readonly dep: string
  readonly authority: Names
  readonly timeZone: string
  /** Where residents reach it: the phone's origin. */
  readonly publicOrigin: string
  /** Where its officers reach it: the console's origin. */
  readonly consoleOrigin: string
  /** Its public keys, as the roots signed them. */
  readonly signedKeys: SignedEnvelope
  /** Null where no rule set was put there. */
  readonly rules: () => RulesInUse | null
  /** Whose health documents count when somebody links one. */
  readonly trust: () => Trust
  /** Addresses of the proxies before it, which say whose call it is. */
  readonly proxies: string
  readonly partners: readonly Partner[]
  readonly limits: { readonly perMinute: number }
}
