import { hexOf } from "@homesafe/protocol"
import { bytesOfBase64 } from "../shared/base64.ts"
import { type Recogniser, refusedCode, unverified } from "./answers.ts"

/** Cléa's codes (TousAntiCovid). All but the temporary id is sealed to the server, which alone can check the rest. */
export const readFrance: Recogniser = ({ address }) => {
  if (address === null || address.scheme === null || address.host !== "tac.gouv.fr" || address.path !== "") return null
  const version = address.query.get("v")
  if (version === undefined) return null
  if (version !== "0") return refusedCode("france", "version")
  const bytes = bytesOfBase64(address.hash)
  // Without and with the sealed way to reach the place.
  if (bytes === null || (bytes.length !== 110 && bytes.length !== 175)) return refusedCode("france", "malformed")
  if ((bytes[0] ?? 0) >> 5 !== 0) return refusedCode("france", "version")
  const hex = hexOf(bytes.subarray(1, 17))
  const id = [0, 8, 12, 16, 20].map((from, i, all) => hex.slice(from, all[i + 1])).join("-")
  return unverified("france", { names: [], id }, "server-key")
}
