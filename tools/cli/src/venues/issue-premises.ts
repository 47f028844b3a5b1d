import { randomBytes, randomUUID } from "node:crypto"
import type { IssuedCode, PendingVenue } from "@homesafe/api"
import type { AuthorityTables } from "@homesafe/db/authority"
import { categoryOf, nameSkeleton, reviewedValidity } from "@homesafe/domain"
import {
  bytesOfHex,
  type CodeHeader,
  commitOf,
  ed25519PublicKey,
  hexOf,
  keyIdOf,
  type ServiceDay,
  startOfServiceDay,
  type UnixSeconds,
} from "@homesafe/protocol"
import { signPrintedCode } from "@homesafe/protocol/publisher"
import { composePrintedCode, composeUrl, makeVenueKey } from "@homesafe/protocol/venue"
import { type PosterSheet, writePoster } from "@homesafe/ui/poster"
import type { Insertable } from "kysely"
import type { Premises } from "./read-register.ts"

/** What codes of the authority's own premises are made with. */
export interface Issuing {
  readonly dep: string
  /** Seconds from midnight UTC to the start of a service day, as the deployment has it. */
  readonly offset: number
  readonly timeZone: string
  readonly demonstration: boolean
  /** The host that the posters open. */
  readonly host: string
  /** The issuer's Ed25519 seed. */
  readonly issuer: Uint8Array
  readonly today: ServiceDay
  readonly now: UnixSeconds
}

/** A row to be kept and a sheet to be printed; the sheet alone holds the venue's secret. */
export interface IssuedPremises {
  readonly row: Insertable<AuthorityTables["venues"]>
  readonly sheet: PosterSheet | null
}

/** Whether these premises get a poster: not where nobody may be asked to scan (S33). */
export function hasPoster(premises: Premises): boolean {
  return categoryOf(premises.category)?.gate !== "never"
}

/** Makes a venue's secret, has the issuer sign for it, writes the poster, and forgets the secret. */
export function issuePremises(premises: Premises, issuing: Issuing): IssuedPremises {
  const { dep, issuer, today } = issuing
  const { names, category } = premises
  const issuerKey = ed25519PublicKey(issuer)
  const venueKey = makeVenueKey(randomBytes)
  const commit = commitOf(venueKey, today)
  const header: CodeHeader = {
    kind: "poster",
    category,
    hourRows: false,
    cell: 0,
    ...reviewedValidity(today),
    issuerKeyId: keyIdOf(issuerKey),
  }
  const signature = signPrintedCode({ dep, header, commit, names }, issuer)
  let sheet: PosterSheet | null = null
  if (hasPoster(premises)) {
    const code = composePrintedCode({ dep, header, venueKey, names, signature, issuerKey })
    if (!code.ok) throw new Error(`a code of our own is refused: ${code.problem}`)
    sheet = writeSheet(premises, issuing, code.value)
  }
  venueKey.fill(0)
  return { row: rowOf(premises, issuing, { header, commit, signature: hexOf(signature) }), sheet }
}

/** The poster's words; without a code, for cutting the fonts. */
export function writeSheet(premises: Premises, issuing: Issuing, code: Uint8Array | null): PosterSheet {
  const { host, offset, timeZone, demonstration, today, now } = issuing
  const { text, digits } = composeUrl(host, "v", code ?? new Uint8Array())
  return writePoster({
    kind: "enter",
    venue: premises.names,
    entrance: null,
    code: { bytes: text, digits },
    printedAt: now * 1000,
    endsAt: startOfServiceDay(reviewedValidity(today).notAfter, offset) * 1000,
    timeZone,
    version: 1,
    provisional: false,
    voluntary: true,
    demonstration,
    host,
  })
}

function rowOf(
  premises: Premises,
  { now, today }: Issuing,
  signed: { readonly header: CodeHeader; readonly commit: string; readonly signature: string },
): IssuedPremises["row"] {
  const { names, address, category, registerNumber, position } = premises
  const commit = bytesOfHex(signed.commit)
  const id = randomUUID()
  const application: PendingVenue = {
    id,
    names,
    address,
    category,
    registerNumber,
    notBefore: today,
    commit: signed.commit,
    entrances: [{ names: null, staffOnly: false }],
    ...(position ? { position } : {}),
  }
  const { header, signature } = signed
  const code = { entrance: 0, kind: "reviewed", header: { ...header, kind: "poster" }, names, signature } as const
  return {
    id,
    vid: commit.subarray(0, 8),
    commit,
    state: "reviewed",
    reason: null,
    application: JSON.stringify(application),
    skeleton: `${nameSkeleton(names.en)}/${nameSkeleton(names.hant)}`,
    register_number: registerNumber,
    codes: JSON.stringify([code satisfies IssuedCode]),
    not_before: header.notBefore,
    not_after: header.notAfter,
    applied_at: now,
    delivered: true,
    own_premises: true,
  }
}
