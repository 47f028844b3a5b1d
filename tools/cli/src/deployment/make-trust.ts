import {
  addDays,
  ed25519PublicKey,
  keyIdOf,
  type ServiceDay,
  type SignedEnvelope,
  signEnvelope,
  type TrustKey,
  type TrustList,
  type UnixSeconds,
  unixSeconds,
  writeTrustList,
} from "@homesafe/protocol"
import type { FormKey } from "./form-key.ts"
import { type KeyName, readOrMakeKey } from "./keys.ts"
import type { UploadKey } from "./upload-keys.ts"

/** What a demonstration decides about itself. */
export interface DemonstrationFacts {
  readonly dep: string
  readonly offset: number
  /** Seconds between publications. */
  readonly every: number
  readonly hosts: readonly string[]
}

// Taxis carry ordinary marks: two letters but I, O and Q, which look like digits, and a number of up to four digits.
const HONG_KONG_MARK = "[A-HJ-NPR-Z]{2}[1-9][0-9]{0,3}"

const roles: readonly (readonly [KeyName, TrustKey["role"]])[] = [
  ["root", "root"],
  ["issuer", "issuer"],
  ["publisher", "publisher"],
  ["verifier-1", "verifier"],
  ["verifier-2", "verifier"],
  ["witness", "witness"],
  ["receipt", "receipt"],
  ["keeper", "keeper"],
  ["request", "request"],
]

/** A demonstration's trust list, signed by its one root. Every key lies on one machine, and the pages say so. */
export function makeTrust(
  home: string,
  facts: DemonstrationFacts,
  boxKeys: { readonly upload: readonly UploadKey[]; readonly form: FormKey },
  when: { readonly seq: number; readonly now: UnixSeconds; readonly firstDay: ServiceDay },
): SignedEnvelope {
  const { seq, now, firstDay } = when
  const validity = { from: addDays(firstDay, -31), until: addDays(firstDay, 3650) }
  const signing = roles.map(([name, role]): TrustKey => {
    const pub = ed25519PublicKey(readOrMakeKey(home, name))
    return { id: keyIdOf(pub), role, pub, ...validity }
  })
  const upload = boxKeys.upload.map(
    (k): TrustKey => ({ id: k.id, role: "upload", pub: k.pub, ...validity, days: k.days }),
  )
  const form: TrustKey = { id: boxKeys.form.id, role: "form", pub: boxKeys.form.pub, ...validity }
  const list: TrustList = {
    v: 1,
    seq,
    t: now,
    exp: unixSeconds(now + 90 * 86_400),
    cardBits: 0,
    plate: HONG_KONG_MARK,
    chaff: "day",
    quorum: { publisher: 1, verifier: 2, witness: 1 },
    rootThreshold: 1,
    ...facts,
    keys: [...signing, ...upload, form],
  }
  const bytes = writeTrustList(list)
  const root = readOrMakeKey(home, "root")
  return { bytes, sigs: [signEnvelope(bytes, { label: "VT1/trust", dep: facts.dep, seq, role: "root" }, root)] }
}
