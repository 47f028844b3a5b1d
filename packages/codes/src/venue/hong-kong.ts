import { hexOf, sha256, utf8Of } from "@homesafe/protocol"
import { textOfBase64 } from "../shared/base64.ts"
import { memberOf, readJsonObject } from "../shared/read-json.ts"
import { type RawPlace, type Recogniser, refusedCode, unverified } from "./answers.ts"

const POSTER = /^HKEN:0([A-Za-z0-9]{8})([A-Za-z0-9+/]+={0,2})$/
const ARTWORK = /^HKCT:[A-Za-z0-9]{8}([A-Za-z0-9+/]+={0,2})$/

/** LeaveHomeSafe's posters. The hash that they carry covers the id alone and has no key, so anybody can print any name. */
export const readHongKong: Recogniser = ({ text }) => {
  if (text.startsWith("HKCT:")) return refusedCode("hong-kong", "artwork", artworkOf(text))
  if (!text.startsWith("HKEN:")) return null
  if (/^HKEN:[1-9]/.test(text)) return refusedCode("hong-kong", "version")
  const [, id = "", body = ""] = POSTER.exec(text) ?? []
  const json = textOfBase64(body)
  const venue = json === null || id === "" ? null : readJsonObject(json)
  if (venue === null) return refusedCode("hong-kong", "malformed")
  const place: RawPlace = {
    names: [
      { language: "zh-Hant", text: memberOf(venue, "nameZh") },
      { language: "en", text: memberOf(venue, "nameEn") },
    ],
    id,
  }
  const expected = hexOf(sha256(utf8Of(`HKEN${id}2020`)))
  return memberOf(venue, "hash") === expected
    ? unverified("hong-kong", place)
    : refusedCode("hong-kong", "wrong-id", place)
}

// The code in the official picture of the app: it names a test venue, and no app took it.
function artworkOf(text: string): RawPlace | null {
  const json = textOfBase64(ARTWORK.exec(text)?.[1] ?? "")
  const venue = json === null ? null : readJsonObject(json)
  return venue === null ? null : { names: [{ text: memberOf(venue, "name") }] }
}
