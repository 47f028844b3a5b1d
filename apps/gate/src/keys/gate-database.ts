import type { RecordKind } from "@homesafe/codes/credentials"
import type { Exemption } from "@homesafe/protocol"
import { type DBSchema, type IDBPDatabase, openDB } from "idb"

/** A screen's own keys: made here, and never part of a request. */
export interface KeptScreen {
  readonly name: "screen"
  /** Signs the codes; cannot be exported. */
  readonly kioskSecret: CryptoKey
  readonly kioskKey: Uint8Array<ArrayBuffer>
  /** Opens the week's keys. HPKE's library takes it as bytes; it is worth no more than the day keys, which lie beside it. */
  readonly deviceSecret: Uint8Array<ArrayBuffer>
  readonly deviceKey: Uint8Array<ArrayBuffer>
  /** Where the portal's answer is looked for; new after each answer. */
  readonly relayId: Uint8Array<ArrayBuffer>
  /** The issuer's word for the kiosk key; null until the portal has answered once. */
  readonly grant: Uint8Array<ArrayBuffer> | null
}
/** One day's key, gone with its day. */
export interface KeptDay {
  readonly day: number
  readonly dayKey: Uint8Array<ArrayBuffer>
  /** What a case's visit by card is proved with; missing on a device whose keys came before it read cards. */
  readonly proof?: Uint8Array<ArrayBuffer>
}
/** One day's seed of the door proof: this screen's own, or one that a paired screen has shown. */
export interface KeptSeed {
  readonly day: number
  readonly doorSeed: Uint8Array<ArrayBuffer>
}
/** What staff count on one day: numbers, and nobody. */
export interface DayCounts {
  readonly day: number
  readonly inside: number
  readonly passed: number
  readonly exempt: Readonly<Partial<Record<Exemption, number>>>
  readonly refused: Readonly<Partial<Record<RefusalReason, number>>>
}
/** Why staff turned somebody away: never a word about the person. */
export type RefusalReason = "not-scanned" | "full"
/** The staff's PIN, as a slow hash, and how often a wrong one was typed. */
export interface KeptPin {
  readonly name: "pin"
  readonly salt: Uint8Array<ArrayBuffer>
  readonly hash: Uint8Array<ArrayBuffer>
  readonly wrong: number
  /** Seconds since 1970; before that no PIN is looked at. */
  readonly notBefore: number
}
/** What staff have set on this device. */
export interface KeptSettings {
  readonly name: "settings"
  /** People who may be inside; null where nobody counts. */
  readonly capacity: number | null
  /** Address of the shutter on this very device; empty: none. */
  readonly shutter: string
  /** The latest moment that this device has seen, in seconds: a clock that goes back is wrong. */
  readonly seen: number
  /** True once staff have opened the page for visitor cards: from then on parcels go out twice a day, also with nothing in them. */
  readonly cards?: boolean
  /** Which health records count at this door; absent: none is asked for. */
  readonly records?: RecordSettings
}
/** Which health records count at a door, as its staff have set it. */
export interface RecordSettings {
  /** Empty: none is asked for. */
  readonly kinds: readonly RecordKind[]
  /** A test counts for so many hours. */
  readonly testHours: number
}
/** A staff device's door: a screen's, for one day. */
export interface KeptPairing {
  readonly name: "pairing"
  readonly day: number
  readonly vid: string
}
/** The signed facts of the deployment as they came: their signatures are checked each time they are read. */
export interface KeptFacts {
  readonly name: "facts"
  readonly dep: string
  readonly demonstration: boolean
  readonly timeZone: string
  readonly trust: string
  readonly catalogue: string
  readonly policy: string | null
  /** The list of revoked venues in base64url: it carries no signature of its own, and was kept only with a head that had the quorum's. */
  readonly revoked?: { readonly seq: number; readonly file: string }
  /** The list of issuers of health documents, kept in the same way. */
  readonly issuers?: { readonly seq: number; readonly file: string }
  /** When the newest head was made whose lists lie here, in seconds. */
  readonly listedAt?: number
}

/** A sealed record that waits for the end of its half day; nobody here can open it. */
export interface KeptDrop {
  readonly slot: number
  readonly bucket: number
  readonly record: Uint8Array<ArrayBuffer>
}
/** A half day for which a parcel must go out. */
export interface KeptSlot {
  readonly slot: number
}
/** A parcel as it is sent, until the server has it: the same bytes under the same id, however often. */
export interface KeptParcel {
  readonly id: string
  readonly day: number
  readonly body: Uint8Array<ArrayBuffer>
}

/** A sealed register form on its way: the bytes of one request, the same however often it is sent. Nobody here can open it. */
export interface KeptForm {
  readonly day: number
  readonly body: Uint8Array<ArrayBuffer>
}

interface GateSchema extends DBSchema {
  forms: { key: number; value: KeptForm }
  drops: { key: number; value: KeptDrop; indexes: { slot: number } }
  slots: { key: number; value: KeptSlot }
  parcels: { key: string; value: KeptParcel }
  days: { key: number; value: KeptDay }
  seeds: { key: number; value: KeptSeed }
  counts: { key: number; value: DayCounts }
  single: { key: string; value: KeptScreen | KeptPin | KeptSettings | KeptPairing | KeptFacts }
}
/** The device's one database. */
export type GateDatabase = IDBPDatabase<GateSchema>
type Single = GateSchema["single"]["value"]

/** Opens the database, and makes it at the first start. */
export function openGateDatabase(name = "homesafe-gate"): Promise<GateDatabase> {
  return openDB<GateSchema>(name, 3, {
    upgrade(database, from) {
      if (from < 1) {
        for (const store of ["days", "seeds", "counts"] as const) database.createObjectStore(store, { keyPath: "day" })
        database.createObjectStore("single", { keyPath: "name" })
      }
      if (from < 2) {
        database.createObjectStore("drops", { autoIncrement: true }).createIndex("slot", "slot")
        database.createObjectStore("slots", { keyPath: "slot" })
        database.createObjectStore("parcels", { keyPath: "id" })
      }
      database.createObjectStore("forms", { autoIncrement: true })
    },
  })
}

/** One of the single records, or nothing. */
export async function findSingle<Name extends Single["name"]>(
  database: GateDatabase,
  name: Name,
): Promise<Extract<Single, { name: Name }> | undefined> {
  const found = await database.get("single", name)
  return found as Extract<Single, { name: Name }> | undefined // as: records are kept under their own name
}
