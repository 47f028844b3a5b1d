import { expect, test } from "vitest"
import { DEP, NOW, secretOf, signTrust, TRUST } from "../deployment.test-support.ts"
import { first } from "../publish/published.test-support.ts"
import { utf8Of } from "../shared/bytes.ts"
import { keyIdOf } from "../shared/hash.ts"
import { unixSeconds } from "../shared/units.ts"
import { ed25519PublicKey } from "../sign/ed25519.ts"
import { readEnvelope, writeEnvelope } from "../sign/envelope.ts"
import { acceptTrustList } from "./accept-trust-list.ts"

test("a new trust list needs the old roots and the new, and a rising number", () => {
  const next = { ...TRUST, seq: 2, t: NOW }
  const accept = (list: typeof TRUST, roots: string[]) => acceptTrustList(TRUST, signTrust(list, roots), DEP, NOW)
  expect(acceptTrustList(null, signTrust(TRUST, ["root-1", "root-2"]), DEP, NOW).ok).toBe(true)
  expect(accept(next, ["root-1", "root-2"]).ok).toBe(true)
  const problems = [
    [accept(next, ["root-1"]), "not-enough-roots"],
    [accept(next, ["root-1", "root-1"]), "not-enough-roots"],
    [accept(next, ["root-1", "publisher"]), "not-enough-roots"],
    [accept({ ...next, seq: 1 }, ["root-1", "root-2"]), "trust-rolled-back"],
    [accept({ ...next, offset: 0 }, ["root-1", "root-2"]), "wrong-deployment"],
    [accept({ ...next, dep: "00".repeat(8) }, ["root-1", "root-2"]), "wrong-deployment"],
    [accept({ ...next, exp: unixSeconds(NOW + 401 * 86_400) }, ["root-1", "root-2"]), "malformed-trust-list"],
    [
      accept({ ...next, quorum: { publisher: 0, verifier: 2, witness: 1 } }, ["root-1", "root-2"]),
      "malformed-trust-list",
    ],
    [acceptTrustList(TRUST, signTrust(next, ["root-1", "root-2"]), DEP, unixSeconds(next.exp)), "trust-expired"],
  ] as const
  for (const [result, problem] of problems) expect(result).toEqual({ ok: false, problem })
  const strangers = {
    ...next,
    keys: next.keys.filter((key) => key.role !== "root" || key.id === keyIdOf(ed25519PublicKey(secretOf("root-1")))),
  }
  expect(accept({ ...strangers, rootThreshold: 1 }, ["root-1"])).toEqual({ ok: false, problem: "not-enough-roots" })
})

test("a trust list with a key of small order, a wrong id or twin ids is refused when it is read", () => {
  const [one] = TRUST.keys
  if (one === undefined) throw new Error("no keys")
  const smallOrder = new Uint8Array(32)
  smallOrder[0] = 1
  for (const keys of [
    [...TRUST.keys, one],
    [{ ...one, id: "00000000" }],
    [{ ...one, pub: smallOrder, id: keyIdOf(smallOrder) }],
  ]) {
    expect(acceptTrustList(null, signTrust({ ...TRUST, keys }, ["root-1", "root-2"]), DEP, NOW)).toEqual({
      ok: false,
      problem: "malformed-trust-list",
    })
  }
})

test("an envelope that is not strictly written is refused", () => {
  const good = new TextDecoder().decode(writeEnvelope(first.head))
  expect(readEnvelope(utf8Of(good)).ok).toBe(true)
  const refused = [
    "",
    "{}",
    `${good} x`,
    good.replace('"bytes"', '"bytes":"","bytes"'),
    good.replace('"sigs"', '"extra":1,"sigs"'),
    good.replace(/"sig":"./, '"sig":"='),
    good.replace('"role"', '"role":1.5,"role"'),
  ]
  for (const text of refused) expect(readEnvelope(utf8Of(text))).toEqual({ ok: false, problem: "malformed-envelope" })
})
