import { textOfUtf8 } from "@homesafe/protocol"
import { textOfBase64 } from "../shared/base64.ts"
import { numberIn, readJsonObject, textIn } from "../shared/read-json.ts"
import { readJws } from "../shared/read-jws.ts"
import type { VenueCode, VenueSystem } from "../venue-code.ts"
import { type RawPlace, type Recogniser, refusedCode, unverified } from "./answers.ts"

/** New South Wales: JSON, unsigned. */
export const readNewSouthWales: Recogniser = ({ address }) => {
  if (address?.scheme !== "https" || address.host !== "www.service.nsw.gov.au") return null
  if (address.path !== "/campaign/service-nsw-mobile-app" || !address.query.has("data")) return null
  const venue = readJsonObject(textOfBase64(address.query.get("data") ?? "") ?? "")
  const [id, name] = [textIn(venue, "bid"), textIn(venue, "bname")]
  if (textIn(venue, "t") !== "covid19_business" || id === null || name === null)
    return refusedCode("new-south-wales", "malformed")
  return unverified("new-south-wales", { names: [{ text: name }], address: textIn(venue, "baddress"), id })
}

/** Victoria: signed with ES512, and nobody outside has found the key. */
export const readVictoria: Recogniser = ({ address }) => {
  if (address?.scheme !== "https" || address.host !== "service.vic.gov.au") return null
  if (address.path !== "/check-in/start" || !address.query.has("metadata")) return null
  const token = address.query.get("metadata") ?? ""
  return readToken("victoria", token, { alg: "ES512", length: 132 }, "unknown-key", (claims) => {
    const id = textIn(claims, "locationId")
    const isTheirs = textIn(claims, "iss") === "https://dvrs.service.vic.gov.au"
    return id === null || !isTheirs ? null : { names: [{ text: textIn(claims, "locationName") }], id }
  })
}

/** Western Australia: HS256, so that whoever could check a code could make one; only the server can. */
export const readWesternAustralia: Recogniser = ({ address }) => {
  if (address?.scheme !== "https" || address.host !== "safewa.health.wa.gov.au") return null
  if (!address.path.startsWith("/qr-code/")) return null
  const token = address.path.slice("/qr-code/".length)
  return readToken("western-australia", token, { alg: "HS256", length: 32 }, "server-key", (claims) => {
    const id = textIn(claims, "scanLocationId")
    return id === null || textIn(claims, "venueId") === null ? null : { names: [], id }
  })
}

function readToken(
  system: VenueSystem,
  token: string,
  signature: { readonly alg: string; readonly length: number },
  why: "unknown-key" | "server-key",
  placeIn: (claims: unknown) => RawPlace | null,
): VenueCode {
  const jws = readJws(token)
  const claims = jws === null ? null : readJsonObject(textOfUtf8(jws.payload) ?? "")
  const raw = placeIn(claims)
  if (jws === null || raw === null) return refusedCode(system, "malformed")
  const place: RawPlace = { ...raw, closes: numberIn(claims, "exp") }
  if (textIn(jws.header, "alg") !== signature.alg) return refusedCode(system, "algorithm", place)
  // The official app of Western Australia was seen to take codes whose signature had been cut off.
  if (jws.signature.length !== signature.length) return refusedCode(system, "signature", place)
  return unverified(system, place, why)
}
