import { getBuildSignature } from "@homesafe/api"
import {
  countSigners,
  hexOf,
  keysOf,
  readBuildNames,
  readEnvelope,
  serviceDayOf,
  sha256,
  textOfUtf8,
} from "@homesafe/protocol"
import type { AnswersOf, NoInput } from "../keeper/command-shape.ts"
import { sendRequest } from "../network/send-request.ts"

const LIST_BYTES = 1_000_000

/** What the server says of the build that it serves. */
export interface BuildAnswer {
  /** The text of build.json. */
  readonly list: string
  /** Its SHA-256: the name of the build. */
  readonly sha256: string
  /** True when the roots of the trust list have signed this name, false when they have not, null when no signature is there. */
  readonly isSigned: boolean | null
}

/** Which build this is. */
export interface BuildCommands {
  readonly build: { input: NoInput; output: BuildAnswer | null }
}

export const answersOfBuild: AnswersOf<BuildCommands> = {
  async build(_, { db, trust }, now) {
    const ask = (path: string) => sendRequest(db, { what: "build", path, limit: LIST_BYTES, now })
    const reply = await ask("/build.json")
    const list = reply?.status === 200 ? textOfUtf8(reply.bytes) : undefined
    if (list === undefined || !reply) return null
    const hash = hexOf(sha256(reply.bytes))
    const signature = await ask(getBuildSignature.path)
    const envelope = signature?.status === 200 ? readEnvelope(signature.bytes) : undefined
    if (!envelope?.ok) return { list, sha256: hash, isSigned: null }
    const roots = keysOf(trust, "root", serviceDayOf(now, trust.offset))
    const thing = { label: "VT1/builds", dep: trust.dep, seq: 1, role: "root" } as const
    const isQuorum = countSigners(envelope.value, thing, roots) >= trust.rootThreshold
    const names = readBuildNames(envelope.value.bytes)
    return { list, sha256: hash, isSigned: isQuorum && names.ok && names.value.phone === hash }
  },
}
