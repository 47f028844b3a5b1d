import { textOfBase64 } from "../shared/base64.ts"
import { readJsonObject } from "../shared/read-json.ts"
import { type Recogniser, refusedCode, unverified } from "./answers.ts"
import { readTraceLocation } from "./germany.ts"

const PATH = /^\/webapp\/(?:meeting\/)?([^/]+)$/
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const CWA = /\/CWA[0-9]+\/(.+)$/

/** luca's codes. Names are with its server, save where a place's code is one of Corona-Warn-App's too. */
export const readLuca: Recogniser = ({ address }) => {
  if (address?.scheme !== "https" || address.host !== "app.luca-app.de") return null
  if (!address.path.startsWith("/webapp/")) return null
  const [, id = ""] = PATH.exec(address.path) ?? []
  const [, cwa] = CWA.exec(address.hash) ?? []
  const extra = address.hash.replace(CWA, "")
  if (!UUID.test(id) || (extra !== "" && readJsonObject(textOfBase64(extra) ?? "") === null))
    return refusedCode("luca", "malformed")
  if (cwa === undefined) return unverified("luca", { names: [], id: id.toLowerCase() })
  const location = readTraceLocation(cwa)
  if (location === null) return refusedCode("luca", "malformed", { names: [], id: id.toLowerCase() })
  const place = { ...location.place, id: id.toLowerCase() }
  return location.isSound ? unverified("luca", place) : refusedCode("luca", "malformed", place)
}
