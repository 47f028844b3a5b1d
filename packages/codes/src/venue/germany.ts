import { hexOf, sha256, utf8Of } from "@homesafe/protocol"
import { bytesOfBase64 } from "../shared/base64.ts"
import { bytesField, type Fields, messageIn, numberField, readProtobuf, textField } from "../shared/read-protobuf.ts"
import { type RawPlace, type Recogniser, refusedCode, unverified } from "./answers.ts"

const POSTER = /^https:\/\/e\.coronawarn\.app\/?\?v=[0-9]+#(.+)$/i

/** Corona-Warn-App's posters. Their id follows from their content, so it certifies itself and nothing else. */
export const readGermany: Recogniser = ({ text }) => {
  const [, payload] = POSTER.exec(text) ?? []
  if (payload === undefined) return null
  const read = readTraceLocation(payload)
  if (read === null) return refusedCode("germany", "malformed")
  return read.isSound ? unverified("germany", read.place) : refusedCode("germany", "malformed", read.place)
}

/** Reads the payload of a Corona-Warn-App code, which luca's codes may carry too. Null: it is none; not sound: the app's own rules refuse it. */
export function readTraceLocation(payload: string): { readonly place: RawPlace; readonly isSound: boolean } | null {
  const bytes = bytesOfBase64(payload)
  const message = bytes === null ? null : readProtobuf(bytes)
  const location = message === null ? null : messageIn(message, 2)
  if (bytes === null || message === null || location === null) return null
  const opens = numberField(location, 5)
  const closes = numberField(location, 6)
  const place: RawPlace = {
    names: [{ text: textField(location, 2) }],
    address: textField(location, 3),
    id: hexOf(sha256(utf8Of("CWA-GUID"), bytes)),
    opens: opens === 0 ? null : opens,
    closes: closes === 0 ? null : closes,
  }
  return { place, isSound: isSoundLocation(location, opens, closes) && hasSeed(message) }
}

function isSoundLocation(location: Fields, opens: number | null, closes: number | null): boolean {
  if (opens === null || closes === null || opens > closes) return false
  return [textField(location, 2), textField(location, 3)].every(
    (text) => text !== null && !/[\r\n]/.test(text) && text !== "" && [...text].length <= 255,
  )
}

function hasSeed(message: Fields): boolean {
  const keys = messageIn(message, 3)
  return keys !== null && bytesField(keys, 3).length === 16
}
