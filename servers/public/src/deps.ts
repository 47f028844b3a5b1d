import type { Names } from "@homesafe/api"
import type { Database } from "@homesafe/db"
import type { PublicTables } from "@homesafe/db/public"
import type { Clock } from "@homesafe/service"
import type { FeedStore } from "./feed/feed-store.ts"
import type { SendMail } from "./operators/send-mail.ts"

/** What the public server is made of. Nothing in it can open an upload. */
export interface PublicDeps {
  readonly db: Database<PublicTables>
  readonly clock: Clock
  readonly feed: FeedStore
  readonly sendMail: SendMail
  /** Where people reach this server, e.g. https://go.example.hk. */
  readonly origin: string
  readonly dep: string
  readonly authority: Names
  readonly timeZone: string
  readonly offset: number
  /** Ed25519 seed that signs receipts. */
  readonly receiptSecret: Uint8Array
  /** Shared with the authority's server; its routes listen on a port of their own. */
  readonly linkToken: string
  /** Built web apps. */
  readonly apps: { readonly phone: string; readonly venue: string } | null
  /** Requests per address and minute, sign-in mails per address and minute. */
  readonly limits: {
    readonly perMinute: number
    readonly mailsPerMinute: number
    readonly uploadsPerTenMinutes: number
  }
}
