/** The kinds of document that a wallet may be shown. */
export type CredentialFormat = "eu-dcc" | "smart-health-card" | "smart-health-link" | "nz-pass" | "hong-kong"

export type RecordKind = "vaccination" | "recovery" | "test" | "exemption" | "pass"

/** What a reader has found out. Only `verified` says that the issuer signed these bytes and that they hold now. */
export type Outcome =
  | { readonly state: "verified"; readonly issuer: string }
  | { readonly state: "unverified"; readonly why: UnverifiedWhy }
  | { readonly state: "refused"; readonly why: RefusedWhy }

export type UnverifiedWhy =
  | "unknown-key" // no key of the trust list has its name
  | "no-trust-list" // there is no key of this format at all
  | "unproven-format" // no genuine sample has shown that the rule of signing is right

export type RefusedWhy =
  | "malformed"
  | "too-large"
  | "version"
  | "algorithm"
  | "signature"
  | "expired"
  | "not-yet-valid"
  | "revoked"
  | "key-not-for-this" // the key is trusted, for other kinds or another time or another issuer
  | "test-issuer" // an example out of a specification
  | "needs-network" // the document lies on a server
  | "missing-chunks" // one of several codes; the others are wanted

export type Holder = {
  readonly name: string
  /** The name in Latin letters as a machine reads it (ICAO 9303), where the document has one. */
  readonly nameLatin: string | null
  /** As far as it is known: `1980`, `1980-02` or `1980-02-29`. */
  readonly birth: string | null
}

/** What all records have. Codes are as they stand in the document; `nameOfCode` has words for the known ones. Dates are ISO 8601. */
type RecordBase = {
  readonly id: string | null
  readonly disease: string | null
  readonly country: string | null
  readonly issuer: string | null
  readonly validFrom: string | null
  readonly validUntil: string | null
}

export type VaccinationRecord = RecordBase & {
  readonly kind: "vaccination"
  readonly date: string | null
  /** The sort of vaccine (EU: prophylaxis; otherwise null). */
  readonly vaccine: string | null
  readonly product: string | null
  readonly manufacturer: string | null
  readonly dose: number | null
  readonly doses: number | null
  readonly lot: string | null
}

export type RecoveryRecord = RecordBase & { readonly kind: "recovery"; readonly firstPositive: string | null }

export type TestRecord = RecordBase & {
  readonly kind: "test"
  readonly date: string | null
  readonly result: "detected" | "not-detected" | "other"
  /** The result as it stands in the document. */
  readonly resultCode: string | null
  readonly testType: string | null
  readonly product: string | null
  readonly facility: string | null
}

export type ExemptionRecord = RecordBase & { readonly kind: "exemption"; readonly date: string | null }

export type PassRecord = RecordBase & { readonly kind: "pass" }

export type HealthRecord = VaccinationRecord | RecoveryRecord | TestRecord | ExemptionRecord | PassRecord

/** A health document of another system, read as far as it can be; what it says is believed only when the outcome is `verified`. */
export type Credential = {
  readonly format: CredentialFormat
  readonly outcome: Outcome
  /** Whom it is about: nobody in a pass that could not be read. */
  readonly holders: readonly Holder[]
  readonly records: readonly HealthRecord[]
  /** Who says it: a country, an address or a DID, as it stands in the document. */
  readonly issuer: string | null
  /** The name of the signing key, as `TrustedKey.kid` has it. */
  readonly kid: string | null
  /** Unix seconds; null where the document does not say. */
  readonly issuedAt: number | null
  readonly validFrom: number | null
  readonly validUntil: number | null
  /** What a revocation names: 16 bytes in lower hex each (docs/adr/0044). */
  readonly ids: readonly string[]
}

/** A key whose signatures count. */
export type TrustedKey = {
  readonly format: CredentialFormat
  /** EU: the country (`DE`). SMART: the address (`https://…`). NZ: the DID (`did:web:…`). Hong Kong: `HK`. */
  readonly issuer: string
  /** EU: base64 of 8 bytes. SMART: the RFC 7638 thumbprint. NZ: the text after `#`. Hong Kong: the kind and the version of the code before its point (`VAC/6`). */
  readonly kid: string
  /** DER SubjectPublicKeyInfo: P-256; for the EU also P-384, and RSA for PS256. */
  readonly spki: Uint8Array
  /** Unix seconds: documents checked within these, ends included, may count. */
  readonly from: number
  readonly until: number
  /** The kinds that the key may sign; absent: all. */
  readonly kinds?: readonly RecordKind[]
}

export type Trust = {
  readonly keys: readonly TrustedKey[]
  /** 16 bytes in lower hex each: see `Credential.ids`. */
  readonly revoked: ReadonlySet<string>
  /** Examples out of specifications count where their keys are listed. For tests alone; absent in production. */
  readonly testIssuers?: true
}

/** `at`: Unix seconds, now. */
export type ReadingContext = { readonly at: number; readonly trust: Trust }
