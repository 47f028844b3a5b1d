import { RETENTION_DAYS } from "@homesafe/protocol"
import type { DataClass } from "./data-class.ts"

const none = { tables: [] } as const

/** What lies on devices and with the opener. */
export const deviceClasses = {
  "upload-keys": {
    ...none,
    place: "opener",
    kept: { n: 45, unit: "days" },
    source: "Spec §9",
    seal: "officers",
    proof: "overwritten",
    job: "uploadKeysFor",
  },
  diary: {
    ...none,
    place: "phone",
    kept: { n: RETENTION_DAYS, unit: "days" },
    source: "Spec §5",
    seal: "holder",
    proof: "overwritten",
    job: "keepHouse",
  },
  warnings: {
    ...none,
    place: "phone",
    kept: { n: RETENTION_DAYS, unit: "days" },
    source: "Spec §5",
    seal: "holder",
    proof: "overwritten",
    job: "keepHouse",
  },
  "screen-keys": {
    ...none,
    place: "gate",
    kept: { n: 7, unit: "days" },
    source: "ADR 0013",
    seal: "open",
    proof: "overwritten",
    job: "forgetDays",
  },
} as const satisfies Record<string, DataClass>
