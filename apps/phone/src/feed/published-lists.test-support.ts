import {
  addDays,
  type Bytes,
  type CodeHeader,
  commitOf,
  copyBytes,
  dayKeyOf,
  type EnvelopeLabel,
  ed25519PublicKey,
  type Hex,
  type KeyRole,
  keyIdOf,
  manifestHash,
  type Names,
  rowKeyOf,
  type ServiceDay,
  serviceDay,
  serviceDayOf,
  sha256,
  signEnvelope,
  type TrustList,
  type UnixSeconds,
  unixSeconds,
  utf8Of,
  venueIdOf,
  writeCatalogue,
  writeChain,
  writeEnvelope,
  writeNotices,
  writePolicy,
  writePrintedCode,
  writeRevoked,
  writeTrustList,
} from "@homesafe/protocol"
import { deriveBoxKeyPair } from "@homesafe/protocol/opener"
import { buildBatch, makeManifest, namedFile, signManifest, signPrintedCode } from "@homesafe/protocol/publisher"
import { composeUrl } from "@homesafe/protocol/venue"

/** Hong Kong: a service day begins at 04:00. */
export const OFFSET = 14_400
/** Noon of a service day. */
export const NOW = unixSeconds(1_795_500_000)
export const TODAY = serviceDayOf(NOW, OFFSET)
export const DEP = "0102030405060708"

const secretOf = (name: string): Bytes => sha256(utf8Of(name))
const upload = await deriveBoxKeyPair(secretOf("upload"))
const from = serviceDay(TODAY - 100)
const until = serviceDay(TODAY + 300)

function keyFor(role: KeyRole, name: string) {
  const pub = ed25519PublicKey(secretOf(name))
  return { id: keyIdOf(pub), role, pub, from, until }
}

/** The trust list of the test deployment: two verifiers and a witness. */
export const trust: TrustList = {
  v: 1,
  dep: DEP,
  seq: 1,
  t: unixSeconds(NOW - 86_400),
  exp: unixSeconds(NOW + 200 * 86_400),
  offset: OFFSET,
  every: 21_600,
  hosts: ["homesafe.test"],
  cardBits: 0,
  plate: null,
  chaff: "day",
  quorum: { publisher: 1, verifier: 2, witness: 1 },
  rootThreshold: 1,
  keys: [
    keyFor("root", "root"),
    keyFor("issuer", "issuer"),
    keyFor("publisher", "publisher"),
    keyFor("verifier", "verifier-1"),
    keyFor("verifier", "verifier-2"),
    keyFor("witness", "witness"),
    { id: upload.id, role: "upload", pub: upload.pub, from, until, days: [from, until] },
  ],
}

/** The catalogue: one disease that needs ten minutes, one kind of place where people stay an hour. */
export const catalogue = {
  v: 1,
  seq: 1,
  categories: [{ n: 4, en: "Restaurant", hant: "食肆", hans: "食肆", gate: "open", stay: 60 }],
  templates: [{ n: 1, minMinutes: 10, en: "Measles", hant: "麻疹", hans: "麻疹" }],
  pathogens: [],
} as const

function signed(bytes: Bytes, label: EnvelopeLabel, role: string, name: string): Bytes {
  return writeEnvelope({ bytes, sigs: [signEnvelope(bytes, { label, dep: DEP, seq: 1, role }, secretOf(name))] })
}

export const catalogueFile = signed(writeCatalogue(catalogue), "VT1/catalogue", "publisher", "publisher")
const trustFile = signed(writeTrustList(trust), "VT1/trust", "root", "root")
const policyFile = signed(writePolicy({ v: 1, seq: 1, entries: [] }), "VT1/policy", "publisher", "publisher")
const noticesFile = signed(writeNotices({ v: 1, seq: 1, entries: [] }), "VT1/notices", "publisher", "publisher")

/** A venue with a poster. */
export interface TestVenue {
  readonly key: Bytes
  readonly vid: Hex
  readonly url: string
}

/** Makes a venue and signs its poster. */
export function makeVenue(name: string, names: Names = { en: name, hant: name }): TestVenue {
  const key = copyBytes(secretOf(`venue ${name}`).subarray(0, 16))
  const notBefore = addDays(TODAY, -40)
  const header: CodeHeader = {
    kind: "poster",
    category: 4,
    hourRows: false,
    cell: 0,
    notBefore,
    notAfter: addDays(TODAY, 300),
    issuerKeyId: keyFor("issuer", "issuer").id,
  }
  const commit = commitOf(key, notBefore)
  const signature = signPrintedCode({ dep: DEP, header, commit, names }, secretOf("issuer"))
  const code = writePrintedCode({ header, venueKey: key, names, signature })
  return { key, vid: venueIdOf(commit), url: composeUrl("homesafe.test", "v", code).url }
}

/** What a list says of a venue's day. Windows in units of five minutes. */
export interface Said {
  readonly venue: TestVenue
  readonly day: ServiceDay
  readonly window?: readonly [number, number]
  readonly withdrawn?: boolean
}

/** A feed as a server keeps it; `served` is what the phone asks for. */
export function makeFeed() {
  const files = new Map<string, Bytes>()
  const hashes: Hex[] = []
  const asked: string[] = []
  const put = (bytes: Bytes) => {
    const named = namedFile(bytes)
    files.set(named.sha256, bytes)
    return named
  }
  const publish = (said: readonly Said[] = [], t: UnixSeconds = NOW, signers = ["verifier-1", "verifier-2"]) => {
    const seq = hashes.length + 1
    const today = serviceDayOf(t, OFFSET)
    const rows = said.map(({ venue, day, window: [start, end] = [0, 288], withdrawn = false }) => ({
      rowKey: rowKeyOf(dayKeyOf(venue.key, day), venue.vid),
      text: null,
      message: {
        mode: 0 as const,
        field: withdrawn ? 0 : (start << 15) | (end << 6),
        daysAgo: today - day,
        severity: withdrawn ? 0 : 4,
        template: 1,
        pool: 0,
        withdrawn,
        corrected: false,
      },
    }))
    const named = (kind: string) => {
      const batch = buildBatch({ dep: DEP, seq, seed: secretOf(`${kind} ${seq}`), today, rows })
      put(batch.shard)
      put(batch.texts)
      return { salt: batch.salt, cells: batch.cells, texts: batch.textsFile }
    }
    const bytes = makeManifest({
      dep: DEP,
      seq,
      prev: hashes.at(-1) ?? "00".repeat(32),
      t,
      batch: named("batch"),
      snapshot: { upTo: seq, ...named("snapshot") },
      chain: { seq, ...put(writeChain({ first: 1, hashes })) },
      catalogue: { seq: 1, ...put(catalogueFile) },
      trust: { seq: 1, ...put(trustFile) },
      revoked: { seq: 1, ...put(writeRevoked(new Map())) },
      policy: { seq: 1, ...put(policyFile) },
      notices: { seq: 1, ...put(noticesFile) },
      hold: [],
    })
    const sign = (role: "publisher" | "verifier" | "witness", name: string) =>
      signManifest(bytes, { dep: DEP, seq, role }, secretOf(name))
    const verifiers = signers.map((name) => sign("verifier", name))
    const head = writeEnvelope({
      bytes,
      sigs: [sign("publisher", "publisher"), ...verifiers, sign("witness", "witness")],
    })
    hashes.push(manifestHash(bytes))
    files.set(manifestHash(bytes), bytes)
    files.set("head", head)
    return seq
  }
  const fetchFile = async (name: string) => {
    asked.push(name)
    return files.get(name)
  }
  return { publish, fetchFile, files, asked }
}
