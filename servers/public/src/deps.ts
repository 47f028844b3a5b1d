import type { Names } from "@homesafe/api"
import type { Database } from "@homesafe/db"
import type { PublicTables } from "@homesafe/db/public"
import type { Clock } from "@homesafe/service"
import type { SendMail } from "@homesafe/service/mail"
import type { FeedStore } from "./feed/feed-store.ts"
import type { Deliver } from "./push/deliver-message.ts"
import type { Vapid } from "./push/vapid.ts"

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
  /** The daily message to those who asked for it; null: nobody can ask. */
  readonly push: {
    readonly vapid: Vapid
    /** Hosts that a message may go to, `*.` in front for all below one. */
    readonly services: readonly string[]
    /** No message goes before so many seconds of the service day. */
    readonly afterSeconds: number
    readonly deliver: Deliver
  } | null
  /** Built web apps. */
  readonly apps: { readonly phone: string; readonly venue: string; readonly gate: string } | null
  /** Requests per address and minute, sign-in mails per address and minute. */
  readonly limits: {
    readonly perMinute: number
    readonly mailsPerMinute: number
    readonly uploadsPerMinute: number
    readonly relayPutsPerTenMinutes: number
    readonly relayAsksPerTenMinutes: number
    readonly pushChangesPerMinute: number
    readonly pushSubscriptions: number
    readonly reportsPerMinute: number
    /** Reports of codes that may wait for the authority at the same time. */
    readonly waitingReports: number
    /** Registrations that may wait for the authority at the same time: of one operator, and of all. */
    readonly waitingVenues: { readonly ofOne: number; readonly ofAll: number }
    /** Boxes of the relay that may wait at the same time, 4 MiB each at the most. */
    readonly relayBoxes: number
    /** Recoveries, and wishes to print cards, that may wait at the same time. */
    readonly waitingRecoveries: number
    readonly cardParcelsPerTenMinutes: number
    /** Records of visitor cards that one service day may have. */
    readonly cardRecordsPerDay: number
    readonly formsPerTenMinutes: number
    /** Sealed form records that may wait for the authority at the same time. */
    readonly waitingForms: number
  }
}
