import { type Recogniser, refusedCode, unverified } from "./answers.ts"

const PLACES = [
  ["temperaturepass.ndi-api.gov.sg", "/login/"],
  ["www.safeentry-qr.gov.sg", "/tenant/"],
] as const
// PROD, the business's number, a label and the scheme.
const ID = /^PROD-[0-9A-Z]{9,10}-[0-9A-Za-z_.&-]+-(?:SE|TP)$/

/** SafeEntry's codes: an id alone, the name is with the server. */
export const readSingapore: Recogniser = ({ address }) => {
  if (address?.scheme !== "https") return null
  const place = PLACES.find(([host, path]) => address.host === host && address.path.startsWith(path))
  if (place === undefined) return null
  const id = address.path.slice(place[1].length)
  return ID.test(id) ? unverified("singapore", { names: [], id }) : refusedCode("singapore", "malformed")
}
