import { textOfUtf8 } from "@homesafe/protocol"
import { bytesOfBase64 } from "../shared/base64.ts"
import { type JsonObject, readJsonObject, textIn } from "../shared/read-json.ts"
import { type Jws, readJws } from "../shared/read-jws.ts"
import { verifySignature } from "../shared/verify-signature.ts"
import { placeOf, type RawPlace, type Recogniser, refusedCode } from "./answers.ts"

const PREFIX = "UKC19TRACING:"
const ID = /^[CDEFHJKMPRTVWXY2345689]{1,12}$/
// The key of the posters that hung in England and Wales. Its name is its own RFC 7638 thumbprint, which a test works out again. The key of the
// examples, `3`, has a published private half and stands nowhere in this table.
const KEYS: ReadonlyMap<string, string> = new Map([
  [
    "YrqeLTq8z-ofH5nzlaSGnYRfB9bu9yPlWYU_2b6qXOQ",
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEVyPX5CqxSdg0JE/2O0wog0qmvza/GLVAxNmJROQwMjtzk1U5YESBvk7njod0LJwVTmw+w/aIRvvnQsB1w5CW1g==",
  ],
])

/** The NHS posters of England and Wales: of all venue codes the only ones that are signed under a key which a phone can have. */
export const readEnglandAndWales: Recogniser = async ({ text }) => {
  if (!text.startsWith(PREFIX)) return null
  const [version = "", token = "", ...more] = text.slice(PREFIX.length).split(":")
  if (token === "" || more.length > 0) return refusedCode("england-and-wales", "malformed")
  if (!/^[0-9]{1,9}$/.test(version) || Number(version) < 1) return refusedCode("england-and-wales", "version")
  const jws = readJws(token)
  const claims = jws === null ? null : readJsonObject(textOfUtf8(jws.payload) ?? "")
  const place = placeIn(claims)
  if (jws === null || place === null) return refusedCode("england-and-wales", "malformed", place)
  const why = await checkPoster(jws)
  if (why !== null) return refusedCode("england-and-wales", why, place)
  return { system: "england-and-wales", state: "verified", why: null, place: placeOf(place) }
}

function placeIn(claims: JsonObject | null): RawPlace | null {
  const id = textIn(claims, "id")
  const name = textIn(claims, "opn")
  if (id === null || !ID.test(id) || name === null || name.trim() === "") return null
  return { names: [{ text: name }], address: textIn(claims, "pc"), id }
}

async function checkPoster(jws: Jws): Promise<"algorithm" | "unknown-key" | "signature" | null> {
  if (textIn(jws.header, "alg") !== "ES256") return "algorithm"
  const key = bytesOfBase64(KEYS.get(textIn(jws.header, "kid") ?? "") ?? "")
  if (key === null || key.length === 0) return "unknown-key"
  return (await verifySignature("ES256", key, jws.signature, jws.signed)) ? null : "signature"
}
