import type { Names } from "@homesafe/api"
import type { Database } from "@homesafe/db"
import type { AuthorityTables } from "@homesafe/db/authority"
import type { Clock } from "@homesafe/service"
import type { Logger } from "pino"
import type { CodeSettings } from "./codes/code-settings.ts"
import type { OidcSettings } from "./oidc/oidc-settings.ts"

/** Secrets that the authority's server holds. None of them opens an upload. */
export interface AuthorityKeys {
  /** Signs venue codes. Ed25519 seeds. */
  readonly issuer: Uint8Array
  readonly publisher: Uint8Array
  /** Roots sign the officers' list. A demonstration holds one itself; elsewhere this is empty and the list comes signed. */
  readonly demonstrationRoot: Uint8Array | null
  /** Signs kept-statements. */
  readonly keeper: Uint8Array
  /** Signs requests to venues. */
  readonly request: Uint8Array
  /** Seals case keys and row keys at rest. AES-256. */
  readonly atRest: Uint8Array
  /** The folder of cases' files, outside the database and its backups: half of what opens a case's key. */
  readonly caseKeys: string
}

/** Another process of the authority, or the public server's link. */
export interface Peer {
  readonly base: string
  readonly headers?: Readonly<Record<string, string>>
}

/** What the authority's server is made of. */
export interface AuthorityDeps {
  readonly db: Database<AuthorityTables>
  readonly clock: Clock
  readonly log: Logger
  readonly keys: AuthorityKeys
  readonly dep: string
  readonly offset: number
  readonly authority: Names
  readonly hotline: string
  readonly timeZone: string
  readonly demonstration: boolean
  /** A drill is a demonstration that says so on every page. */
  readonly drill: boolean
  /** Where officers reach the console. */
  readonly consoleOrigin: string
  /** Where visitors and venues reach the public server. */
  readonly publicOrigin: string
  readonly link: Peer
  readonly opener: Peer
  readonly verifiers: readonly Peer[]
  readonly witnesses: readonly Peer[]
  /** Phones without an owner, which say whether each list reaches phones. */
  readonly canaries: readonly Peer[]
  readonly consoleDist: string | null
  /** The folder of the purge ledger, outside the database and its backups. */
  readonly purgeLedger: string
  /** Null where officers have their passkeys alone. */
  readonly oidc: OidcSettings | null
  readonly codes: CodeSettings
  readonly limits: {
    /** See the domain: USUAL_READS_PER_DAY. */
    readonly readsPerDay: number
    readonly perMinute: number
    /** Sealed form records that may be kept at once. */
    readonly forms: number
    /** Of one venue's hour: what a flood under one tag may take. */
    readonly formsOfARow: number
  }
}
