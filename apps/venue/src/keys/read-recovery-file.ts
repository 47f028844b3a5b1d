import { bytesOfHex, commitOf, isHex, type Result, refused, serviceDay } from "@homesafe/protocol"
import type { KeptKey } from "./key-store.ts"

/** Reads a recovery file; its key must make the commitment that it names. */
export function readRecoveryFile(text: string, dep: string): Result<KeptKey, "bad" | "other-deployment"> {
  const file = parseObject(text)
  if (file?.format !== "homesafe-venue-key/1") return refused("bad")
  const { commit, venueKey, notBefore, name } = file
  if (!isHex(commit, 16) || !isHex(venueKey, 16) || typeof name !== "string" || name.length > 400) return refused("bad")
  if (typeof notBefore !== "number" || !Number.isInteger(notBefore) || notBefore < 0 || notBefore > 65_535) {
    return refused("bad")
  }
  const bytes = bytesOfHex(venueKey)
  if (commitOf(bytes, serviceDay(notBefore)) !== commit) return refused("bad")
  if (file.dep !== dep) return refused("other-deployment")
  return { ok: true, value: { commit, dep, venueKey: bytes, notBefore, name, isSaved: true } }
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === "object" && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}
