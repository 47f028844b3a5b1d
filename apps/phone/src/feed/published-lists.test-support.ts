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
  type Notices,
  type Policy,
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
import {
  buildBatch,
  makeManifest,
  namedFile,
  signKioskGrant,
  signManifest,
  signPrintedCode,
} from "@homesafe/protocol/publisher"
import { composeUrl, makeRotatingCode } from "@homesafe/protocol/venue"

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

/** A key of a role that belongs to a name. */
export function keyFor(role: KeyRole, name: string) {
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
    keyFor("receipt", "receipt"),
    keyFor("keeper", "keeper"),
    { id: upload.id, role: "upload", pub: upload.pub, from, until, days: [from, until] },
  ],
}

/** Signs kept-statements. */
export const keeperSecret = secretOf("keeper")
/** Signs receipts. */
export const receiptSecret = secretOf("receipt")

/** The catalogue: one disease that needs ten minutes, one kind of place where people stay an hour. */
export const catalogue = {
  v: 1,
  seq: 1,
  categories: [
    { n: 4, en: "Restaurant", hant: "食肆", hans: "食肆", gate: "open", stay: 60 },
    { n: 13, en: "Emergency department", hant: "急症室", hans: "急诊室", gate: "never", stay: 240 },
    { n: 27, en: "Shopping mall", hant: "商場", hans: "商场", gate: "open", stay: 120 },
  ],
  templates: [{ n: 1, minMinutes: 10, en: "Measles", hant: "麻疹", hans: "麻疹" }],
  pathogens: [],
} as const

function signed(bytes: Bytes, label: EnvelopeLabel, role: string, name: string, seq = 1): Bytes {
  return writeEnvelope({ bytes, sigs: [signEnvelope(bytes, { label, dep: DEP, seq, role }, secretOf(name))] })
}

/** The same catalogue under another number. */
export const signCatalogue = (seq: number): Bytes =>
  signed(writeCatalogue({ ...catalogue, seq }), "VT1/catalogue", "publisher", "publisher", seq)

/** A trust list signed by the root, or by whoever says to be it. */
export const signTrust = (list: TrustList, root = "root"): Bytes => {
  const bytes = writeTrustList(list)
  const thing = { label: "VT1/trust", dep: DEP, seq: list.seq, role: "root" } as const
  return writeEnvelope({ bytes, sigs: [signEnvelope(bytes, thing, secretOf(root))] })
}

export const catalogueFile = signCatalogue(1)
export const trustFile = signTrust(trust)
/** A ledger of rules, signed. */
export const signPolicy = (policy: Policy): Bytes =>
  signed(writePolicy(policy), "VT1/policy", "publisher", "publisher", policy.seq)

export const policyFile = signPolicy({ v: 1, seq: 1, entries: [] })
/** Named notices signed by the publisher, or by whoever says to be it. */
export const signNotices = (notices: Notices, name = "publisher"): Bytes =>
  signed(writeNotices(notices), "VT1/notices", "publisher", name, notices.seq)
export const noticesFile = signNotices({ v: 1, seq: 1, entries: [] })

/** A venue with a poster. */
export interface TestVenue {
  readonly key: Bytes
  readonly vid: Hex
  readonly url: string
}

/** Makes a venue and signs its poster, or another printed code of it. */
export function makeVenue(
  name: string,
  names: Names = { en: name, hant: name },
  wanted: Partial<CodeHeader> = {},
): TestVenue {
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
    ...wanted,
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
  const publish = (
    said: readonly Said[] = [],
    t: UnixSeconds = NOW,
    signers = ["verifier-1", "verifier-2"],
    fields: Partial<Parameters<typeof makeManifest>[0]> = {},
  ) => {
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
      ...fields,
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
  return { publish, put, fetchFile, files, hashes, asked }
}

/** What a screen at a venue's door shows at a moment: a code that grants hours. */
export function makeScreenCode(venue: TestVenue, t: UnixSeconds, wanted: number): string {
  const header: CodeHeader = {
    kind: "rotating",
    category: 4,
    hourRows: true,
    cell: 0,
    notBefore: addDays(TODAY, -40),
    notAfter: addDays(TODAY, 300),
    issuerKeyId: keyFor("issuer", "issuer").id,
  }
  const kioskSecret = secretOf("kiosk")
  const grant = {
    header,
    vid: venue.vid,
    kioskKey: ed25519PublicKey(kioskSecret),
    names: { en: "screen", hant: "screen" },
  }
  const code = makeRotatingCode({
    dep: DEP,
    offset: OFFSET,
    grant: { ...grant, signature: signKioskGrant({ dep: DEP, ...grant }, secretOf("issuer")) },
    kioskSecret,
    dayKey: dayKeyOf(venue.key, serviceDayOf(t, OFFSET)),
    now: t,
    wanted,
    doorSeed: secretOf("door").subarray(0, 16),
  })
  return composeUrl("homesafe.test", "v", code).url
}

const jsonOf = (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes)) as unknown

/** What the server says at /deployment.json, with these lists' trust list and catalogue. */
export const deployment = {
  v: 1,
  dep: DEP,
  authority: { en: "Authority", hant: "當局" },
  hotline: "",
  timeZone: "Asia/Hong_Kong",
  demonstration: false,
  trust: jsonOf(trustFile),
  catalogue: jsonOf(catalogueFile),
}
