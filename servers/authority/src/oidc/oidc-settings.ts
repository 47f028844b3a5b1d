import fs from "node:fs"

/** The authority's identity provider, and what its word must say. */
export interface OidcSettings {
  readonly issuer: string
  readonly clientId: string
  readonly secret: string
  /** One of these must be the sign-in's class, where any is named. */
  readonly acr: readonly string[]
  /** One of these must be among its methods, where any is named. */
  readonly amr: readonly string[]
}

interface Settings {
  readonly required: (name: string) => string
  readonly optional: (name: string, fallback: string) => string
}

const words = (text: string) => text.split(" ").filter((word) => word !== "")

/** Reads the provider from the settings; null where none is named. A provider without a demand for a factor is refused: it would let a password in. */
export function readOidcSettings(settings: Settings): OidcSettings | null {
  const issuer = settings.optional("HOMESAFE_OIDC_ISSUER", "")
  if (!issuer) return null
  const { protocol, hostname } = new URL(issuer)
  if (protocol !== "https:" && !["127.0.0.1", "localhost", "[::1]"].includes(hostname))
    throw new Error("HOMESAFE_OIDC_ISSUER must be an https address")
  const [acr, amr] = [
    words(settings.optional("HOMESAFE_OIDC_ACR", "")),
    words(settings.optional("HOMESAFE_OIDC_AMR", "")),
  ]
  if (acr.length + amr.length === 0)
    throw new Error("HOMESAFE_OIDC_ACR or HOMESAFE_OIDC_AMR must name what a phishing-resistant sign-in says of itself")
  const secret = fs.readFileSync(settings.required("HOMESAFE_OIDC_SECRET_FILE"), "utf8").trim()
  return { issuer, clientId: settings.required("HOMESAFE_OIDC_CLIENT"), secret, acr, amr }
}
