import { bytesOfBase64 } from "../shared/base64.ts"
import { type Recogniser, refusedCode, unverified } from "./answers.ts"

const TAIWAN = /^smsto:1922:場所代碼：/i
// Fifteen digits, as one or in groups of four, four, four and three.
const TAIWAN_ID = /^([0-9]{4}) ?([0-9]{4}) ?([0-9]{4}) ?([0-9]{3})(?![0-9])/

/** Taiwan: a text message to 1922 that is ready to send. */
export const readTaiwan: Recogniser = ({ text }) => {
  const [prefix] = TAIWAN.exec(text) ?? []
  if (prefix === undefined) return null
  const [, ...groups] = TAIWAN_ID.exec(text.slice(prefix.length)) ?? []
  return groups.length === 0
    ? refusedCode("taiwan", "malformed")
    : unverified("taiwan", { names: [], id: groups.join("") })
}

/** Malaysia (MySejahtera): an id, and the name in base64 of Latin-1, or in older codes with `_` for a space. */
export const readMalaysia: Recogniser = ({ address }) => {
  if (address?.scheme !== "https" || address.host !== "mysejahtera.malaysia.gov.my" || address.path !== "/qrscan")
    return null
  const id = address.query.get("lId") ?? ""
  const encoded = address.query.get("eln")
  const bytes = encoded === undefined ? new Uint8Array(0) : bytesOfBase64(encoded)
  if (!/^[0-9a-f]{24}$/i.test(id) || bytes === null) return refusedCode("malaysia", "malformed")
  const name = bytes.length > 0 ? latin1Of(bytes) : address.query.get("ln")?.replaceAll("_", " ")
  return unverified("malaysia", { names: [{ text: name }], id: id.toLowerCase() })
}

/** Thailand (Thai Chana): an id alone. */
export const readThailand: Recogniser = ({ address }) => {
  if (address?.scheme !== "https" || address.host !== "qr.thaichana.com" || address.path !== "") return null
  if (!address.query.has("appId")) return null
  const id = address.query.get("shopId") ?? ""
  return /^S[0-9]{10}$/.test(id) ? unverified("thailand", { names: [], id }) : refusedCode("thailand", "malformed")
}

// ISO 8859-1 and not what browsers call latin1, which is Windows-1252.
function latin1Of(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")
}
