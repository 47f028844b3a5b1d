import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { cosignBatch, setOfficers } from "@homesafe/api"
import {
  bytesOfBase64url,
  countSigners,
  hexOf,
  keysOf,
  type SignedEnvelope,
  sha256,
  signEnvelope,
  textOfUtf8,
  unixSeconds,
  utf8Of,
  writeEnvelope,
  writeRevoked,
} from "@homesafe/protocol"
import { DEP, NOW, secretOf, signTrust, TODAY, TRUST } from "@homesafe/protocol/deployment.test-support"
import { type OfficerKeys, signChange, writeFileChange, writeOfficers } from "@homesafe/protocol/officer"
import {
  decide,
  first,
  INITIAL,
  OFFICERS,
  type Published,
  printedRow,
  publish,
  venue,
} from "@homesafe/protocol/published.test-support"
import { namedFile, writeBatchRequest } from "@homesafe/protocol/publisher"
import { keptFile } from "@homesafe/service"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { createVerifierApp, type VerifierDeps } from "./app.ts"

let dir: string
const roots = ["root-1", "root-2"]
const jsonOf = (envelope: SignedEnvelope) => JSON.parse(textOfUtf8(writeEnvelope(envelope)) ?? "")

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-verifier-"))
  // The list that a verifier is set up with.
  fs.writeFileSync(path.join(dir, "trust.json"), JSON.stringify(jsonOf(signTrust(TRUST, roots))))
})
afterEach(() => fs.rmSync(dir, { recursive: true }))

/** A verifier as it starts: all that it remembers is in its folder. */
function start(change: Partial<VerifierDeps> = {}) {
  return createVerifierApp({
    clock: { now: () => NOW },
    dep: DEP,
    secret: secretOf("verifier-1"),
    initialFiles: INITIAL,
    head: keptFile(path.join(dir, "head.json")),
    trust: keptFile(path.join(dir, "trust.json")),
    officers: keptFile(path.join(dir, "officers.json")),
    ...change,
  })
}
type Verifier = Awaited<ReturnType<typeof start>>

function officersBy(signers: readonly string[], change: Partial<OfficerKeys> = {}): SignedEnvelope {
  const list = { ...OFFICERS, ...change }
  const bytes = writeOfficers(list)
  const thing = { label: "VT1/officers", dep: DEP, seq: list.seq, role: "root" } as const
  return { bytes, sigs: signers.map((name) => signEnvelope(bytes, thing, secretOf(name))) }
}
async function tell(verifier: Verifier, officers = officersBy(roots)): Promise<string> {
  const answer = await verifier.inject({ method: "PUT", url: setOfficers.path, payload: jsonOf(officers) })
  return answer.statusCode === 200 ? "believed" : answer.json().problem
}
async function ready(change: Partial<VerifierDeps> = {}): Promise<Verifier> {
  const verifier = await start(change)
  expect(await tell(verifier)).toBe("believed")
  return verifier
}

/** What a verifier says to a list: "signed" once its signature has been checked, or why not. */
async function show(verifier: Verifier, { request }: Published, trust = signTrust(TRUST, roots)): Promise<string> {
  const payload = { request: Buffer.from(writeBatchRequest(request)).toString("base64url"), trust: jsonOf(trust) }
  const answer = await verifier.inject({ method: "POST", url: cosignBatch.path, payload })
  const told = answer.json()
  if (answer.statusCode !== 200) return told.field ?? told.problem
  const sig = bytesOfBase64url(told.sig)
  if (!sig) throw new Error("a signature that is no base64url")
  const signed = { bytes: request.manifest, sigs: [{ key: told.key, role: told.role, sig }] }
  const seq = JSON.parse(textOfUtf8(request.manifest) ?? "").seq
  const thing = { label: "VT1/manifest", dep: DEP, seq, role: "verifier" } as const
  return countSigners(signed, thing, keysOf(TRUST, "verifier", TODAY)) === 1 ? "signed" : "bad signature"
}
const headKept = () => JSON.parse(fs.readFileSync(path.join(dir, "head.json"), "utf8"))

describe("a verifier", () => {
  test("signs a list whose every row two officers decided, once it knows the officers", async () => {
    const verifier = await start()
    expect(await show(verifier, first)).toBe("not-ready")
    expect(await tell(verifier)).toBe("believed")
    expect(await show(verifier, first)).toBe("signed")
    expect(await show(verifier, publish({}, first))).toBe("signed")
    await verifier.close()
  })

  const changedRow = { ...first.request, rows: [printedRow({ dayKey: new Uint8Array(16) })] }
  const foreign = utf8Of("a file that nobody decided")
  test.each<[string, string, Published]>([
    ["one officer", "not-two-officers", publish({ decisions: [decide({}, ["anna"])] })],
    [
      "an officer who approves a proposal of their own",
      "not-two-officers",
      publish({ decisions: [decide({}, ["anna", "anna"])] }),
    ],
    [
      "an officer without the right to decide",
      "not-two-officers",
      publish({ decisions: [decide({}, ["anna", "clerk"])] }),
    ],
    ["a stranger", "not-two-officers", publish({ decisions: [decide({}, ["anna", "stranger"])] })],
    ["nobody: a row without a decision", "row-without-decision", publish({ decisions: [] })],
    ["two officers, of another venue's key", "bad-proof", { ...first, request: changedRow }],
    ["two officers, with a row left out", "batch-differs", { ...first, request: { ...first.request, rows: [] } }],
    [
      "two officers, from another seed",
      "batch-differs",
      { ...first, request: { ...first.request, seed: new Uint8Array(32) } },
    ],
  ])("refuses what was decided by %s", async (_, problem, published) => {
    const verifier = await ready()
    expect(await show(verifier, published)).toBe(problem)
    expect(fs.existsSync(path.join(dir, "head.json"))).toBe(false)
    await verifier.close()
  })

  test("refuses a file that changed without two officers' signatures", async () => {
    const verifier = await ready()
    expect(await show(verifier, first)).toBe("signed")
    for (const file of ["catalogue", "policy", "notices", "revoked"] as const) {
      const fields = { [file]: { seq: 2, ...namedFile(foreign) } }
      const next = publish({}, first, fields)
      const request = { ...next.request, files: [...next.request.files, foreign] }
      expect(await show(verifier, { ...next, request }), file).not.toBe("signed")
    }
    expect(await show(verifier, publish({}, first, { hold: [1] }))).toBe("hold-not-decided")
    expect(await show(verifier, publish({}, first))).toBe("signed")
    await verifier.close()
  })

  test("signs a list of revoked venues that two officers decided, and none that one or nobody did", async () => {
    const verifier = await ready()
    expect(await show(verifier, first)).toBe("signed")
    const revoked = writeRevoked(new Map([[venue.vid, TODAY]]))
    const bytes = writeFileChange({
      v: 1,
      dep: DEP,
      id: "02".repeat(16),
      file: "revoked",
      seq: 2,
      sha256: hexOf(sha256(revoked)),
    })
    const next = publish({}, first, { revoked: { seq: 2, ...namedFile(revoked) } })
    const signedBy = (...names: string[]) => {
      const change = { bytes, sigs: names.map((name) => signChange(bytes, DEP, secretOf(name))) }
      const files = [...next.request.files, revoked]
      return show(verifier, { ...next, request: { ...next.request, files, changes: [change] } })
    }
    for (const names of [[], ["anna"], ["anna", "anna"], ["anna", "clerk"], ["anna", "stranger"]])
      expect(await signedBy(...names), names.join()).toBe("change-not-decided")
    expect(await signedBy("anna", "boris")).toBe("signed")
    await verifier.close()
  })

  test("refuses the files of set-up when they are not the ones it was set up with", async () => {
    const verifier = await ready({ initialFiles: [] })
    expect(await show(verifier, first)).toBe("change-not-decided")
    await verifier.close()
  })
})

describe("for each number", () => {
  const twin = publish({}, null, {}, unixSeconds(NOW + 1))

  test("a verifier signs one hash, and the same bytes again as often as they are asked for", async () => {
    const verifier = await ready()
    expect([await show(verifier, first), await show(verifier, first)]).toEqual(["signed", "signed"])
    expect(await show(verifier, twin)).toBe("not-next")
    await verifier.close()
  })

  test("it remembers that across a restart, with the officers and the roots that it believes", async () => {
    const before = await ready()
    expect(await show(before, first)).toBe("signed")
    await before.close()
    const after = await start()
    expect(await show(after, twin)).toBe("not-next")
    expect(await show(after, first)).toBe("signed")
    const second = publish({}, first)
    expect(await show(after, publish({}, second))).toBe("not-next")
    expect(await show(after, second)).toBe("signed")
    expect(await show(after, first)).toBe("not-next")
    await after.close()
  })

  test("the hash is kept before the signature leaves: without the one there is not the other", async () => {
    const verifier = await ready()
    await show(verifier, first)
    expect(headKept()).toEqual({ seq: 1, hash: first.hash })
    await verifier.close()
    const full = { ...keptFile<{ seq: number; hash: string }>(path.join(dir, "head.json")), write: fullDisk }
    const unable = await ready({ head: full })
    expect(await show(unable, publish({}, first))).toBe("unexpected")
    expect(headKept()).toEqual({ seq: 1, hash: first.hash })
    await unable.close()
  })

  function fullDisk(): never {
    throw new Error("ENOSPC")
  }
})

describe("whom a verifier believes", () => {
  test("officers that enough roots have signed, and never an older list than the last", async () => {
    const verifier = await start()
    expect(await tell(verifier, officersBy(["root-1"]))).toBe("bad-signature")
    expect(await tell(verifier, officersBy(["root-1", "root-1"]))).toBe("bad-signature")
    expect(await tell(verifier, officersBy(["publisher", "issuer"]))).toBe("bad-signature")
    expect(await tell(verifier, officersBy(roots, { seq: 3 }))).toBe("believed")
    expect(await tell(verifier, officersBy(roots, { seq: 2 }))).toBe("bad-signature")
    await verifier.close()
    const again = await start()
    expect(await tell(again, officersBy(roots, { seq: 2 }))).toBe("bad-signature")
    await again.close()
  })

  test("a trust list only when the roots that it believes already have signed it", async () => {
    const verifier = await ready()
    const rootKeys = TRUST.keys.filter((key) => key.role !== "root")
    const coup = signTrust({ ...TRUST, seq: 2, keys: rootKeys, rootThreshold: 1 }, ["stranger"])
    expect(await show(verifier, first, coup)).toBe("signed") // by the old list: the new one is not believed
    expect(JSON.parse(fs.readFileSync(path.join(dir, "trust.json"), "utf8"))).toEqual(jsonOf(signTrust(TRUST, roots)))
    const next = signTrust({ ...TRUST, seq: 2 }, roots)
    await show(verifier, first, next)
    expect(JSON.parse(fs.readFileSync(path.join(dir, "trust.json"), "utf8"))).toEqual(jsonOf(next))
    await verifier.close()
  })
})
