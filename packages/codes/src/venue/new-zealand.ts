import { textOfBase64 } from "../shared/base64.ts"
import { readJsonObject, textIn } from "../shared/read-json.ts"
import { type Recogniser, refusedCode, type Scanned, unverified } from "./answers.ts"

const PREFIX = "NZCOVIDTRACER:"
const FIELDS = ["typ", "gln", "opn", "adr", "ver"] as const

/** NZ COVID Tracer's posters, and the links of the same content: on a page (`source=url`) or in a tag to tap. Nothing is signed. */
export const readNewZealand: Recogniser = (scanned) => {
  const body = bodyOf(scanned)
  if (body === null) return null
  const json = textOfBase64(body)
  const poster = json === null ? null : readJsonObject(json)
  if (FIELDS.some((name) => textIn(poster, name) === null)) return refusedCode("new-zealand", "malformed")
  return unverified("new-zealand", {
    names: [{ text: textIn(poster, "opn") }],
    address: textIn(poster, "adr"),
    id: textIn(poster, "gln"),
  })
}

function bodyOf({ text, address }: Scanned): string | null {
  if (text.startsWith(PREFIX)) return text.slice(PREFIX.length)
  if (address?.scheme !== "https" || address.host !== "tracing.covid19.govt.nz") return null
  const data = `data=${PREFIX}`
  return address.path.startsWith("/scan") && address.hash.startsWith(data) ? address.hash.slice(data.length) : null
}
