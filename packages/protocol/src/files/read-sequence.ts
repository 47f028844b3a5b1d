import { isCount } from "../shared/read-json.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { readJsonBytes } from "../shared/strict-json.ts"

/** The number of a signed file, for whoever checks and keeps it without reading the rest. */
export function readSequence(bytes: Uint8Array): Result<{ readonly seq: number }, "malformed"> {
  const json = readJsonBytes(bytes)
  const o = json.ok && typeof json.value === "object" && json.value !== null && "seq" in json.value ? json.value : {}
  const seq = "seq" in o ? o.seq : undefined
  return isCount(seq) ? ok({ seq }) : refused("malformed")
}
