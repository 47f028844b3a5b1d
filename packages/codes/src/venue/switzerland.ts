import { type Bytes, ed25519Verify } from "@homesafe/protocol"
import { bytesOfBase64 } from "../shared/base64.ts"
import { bytesField, type Fields, messageIn, numberField, readProtobuf, textField } from "../shared/read-protobuf.ts"
import type { VenueCode } from "../venue-code.ts"
import { type RawPlace, type Recogniser, refusedCode, unverified } from "./answers.ts"

const HOST = /^qr(?:-dev|-abn|-d|-a)?\.(notify-me|swisscovid)\.ch$/

/** CrowdNotifier's codes: NotifyMe (versions 1 to 3) and SwissCovid (version 4). */
export const readSwitzerland: Recogniser = ({ address }) => {
  const app = HOST.exec(address?.host ?? "")?.[1]
  if (address === null || app === undefined || address.hash === "" || address.path !== "") return null
  const version = address.query.get("v") ?? "1"
  // SwissCovid's own reader takes addresses without https; the earlier ones do not.
  if (app === "swisscovid" ? version !== "4" : address.scheme !== "https" || !/^[123]$/.test(version))
    return refusedCode("switzerland", "version")
  const bytes = bytesOfBase64(address.hash)
  const message = bytes === null ? null : readProtobuf(bytes)
  if (message === null) return refusedCode("switzerland", "malformed")
  if (version === "1") return readFirst(message)
  return version === "2" ? readSecond(message) : readThird(message)
}

// Signed, but by the key inside it: a broken signature is refused, a whole one proves nothing about the place.
function readFirst(wrapper: Fields): VenueCode {
  const content = messageIn(wrapper, 2)
  if (content === null) return refusedCode("switzerland", "malformed")
  const place = roomOf(content, 3)
  const isWhole = ed25519Verify(bytesField(content, 2), bytesField(wrapper, 2), bytesField(wrapper, 3))
  if (!isWhole) return refusedCode("switzerland", "signature", place)
  return place === null ? refusedCode("switzerland", "malformed") : unverified("switzerland", place)
}

function readSecond(entry: Fields): VenueCode {
  const content = messageIn(entry, 2)
  const room = content === null ? null : roomOf(content, 1)
  const proof = messageIn(entry, 4)
  if (content === null || room === null || proof === null || !isKey(bytesField(entry, 3)))
    return refusedCode("switzerland", "malformed", room)
  const [opens, closes] = [secondsOf(numberField(content, 6)), secondsOf(numberField(content, 7))]
  return unverified("switzerland", { ...room, opens, closes })
}

function readThird(message: Fields): VenueCode {
  const location = messageIn(message, 2)
  const keys = messageIn(message, 3)
  const name = location === null ? null : textField(location, 2)
  if (location === null || keys === null || !name) return refusedCode("switzerland", "malformed")
  // The libraries number start and end 4 and 5, the published text 5 and 6: field 6 tells them apart.
  const first = location.has(6) ? 5 : 4
  const [opens, closes] = [numberField(location, first), numberField(location, first + 1)]
  const place: RawPlace = {
    names: [{ text: name }],
    address: textField(location, 3),
    opens: opens === 0 ? null : opens,
    closes: closes === 0 ? null : closes,
  }
  const isSound = opens !== null && closes !== null && (closes === 0 ? opens === 0 : opens <= closes)
  return isSound && isKey(bytesField(keys, 2))
    ? unverified("switzerland", place)
    : refusedCode("switzerland", "malformed", place)
}

// Name, place and room stand one after the other.
function roomOf(content: Fields, first: number): RawPlace | null {
  const [name, place, room] = [0, 1, 2].map((step) => textField(content, first + step))
  if (!name) return null
  return { names: [{ text: name }], address: [place, room].filter((one) => one).join("\n") }
}

// A point of BLS12-381 G2 as the libraries write it.
function isKey(key: Bytes): boolean {
  return key.length === 96
}

function secondsOf(milliseconds: number | null): number | null {
  return milliseconds === null || milliseconds === 0 ? null : Math.floor(milliseconds / 1000)
}
