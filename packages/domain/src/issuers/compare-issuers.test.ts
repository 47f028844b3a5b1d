import { type IssuerKey, noIssuers, unixSeconds } from "@homesafe/protocol"
import { expect, test } from "vitest"
import { compareIssuers } from "./compare-issuers.ts"

const key = (kid: string, more: Partial<IssuerKey> = {}): IssuerKey => ({
  format: "eu-dcc",
  issuer: "AT",
  kid,
  spki: Uint8Array.of(1, 2),
  from: unixSeconds(1),
  until: unixSeconds(2),
  ...more,
})

test("an officer is shown every key and document that one list has and the other lacks", () => {
  const before = { ...noIssuers, keys: [key("a"), key("b")], revoked: ["01", "02"] }
  const after = { ...noIssuers, keys: [key("b"), key("c")], revoked: ["02", "03"] }
  expect(compareIssuers(before, after)).toEqual({
    added: [key("c")],
    removed: [key("a")],
    revoked: ["03"],
    restored: ["01"],
  })
  expect(Object.values(compareIssuers(after, after)).flat()).toEqual([])
})

test("a key of the same name with other bytes, days or kinds is another key: it is removed and added", () => {
  const before = { ...noIssuers, keys: [key("a")] }
  for (const change of [
    { spki: Uint8Array.of(1, 3) },
    { until: unixSeconds(3) },
    { kinds: ["test"] },
  ] satisfies Partial<IssuerKey>[]) {
    const after = { ...noIssuers, keys: [key("a", change)] }
    expect(compareIssuers(before, after)).toMatchObject({ added: [key("a", change)], removed: [key("a")] })
  }
})
