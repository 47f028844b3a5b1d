import { describe, expect, test } from "vitest"
import { context, freshPair, NOW, type Pair, trusted } from "./keys.test-support.ts"
import { PASS_ISSUER, passOf } from "./make.test-support.ts"
import { outcomeOf, read, refused, sha, verified } from "./read.test-support.ts"

const pair = freshPair()
const other = freshPair()
const passKey = (of: Pair, more = {}) => trusted("nz-pass", PASS_ISSUER, "key-1", of.spki, more)

describe("New Zealand passes", () => {
  test("what was written is what is read, padded or not", async () => {
    const text = passOf(pair)
    for (const one of [text, `${text}===`])
      expect(await read(one, context([passKey(pair)]))).toMatchObject({
        outcome: verified(PASS_ISSUER),
        holders: [{ name: "Jack Sparrow", birth: "1960-04-16" }],
        records: [{ kind: "pass", id: "urn:uuid:07070707-0707-0707-0707-070707070707" }],
        ids: [sha("urn:uuid:07070707-0707-0707-0707-070707070707")],
      })
  })

  test("issuer, key, version, tag, identifier and times", async () => {
    const given = context([passKey(pair)])
    expect(await outcomeOf(passOf(pair), context([passKey(other)]))).toEqual(refused("signature"))
    expect(await outcomeOf(passOf(pair, { 1: "did:web:else.example" }), given)).toEqual(refused("key-not-for-this"))
    expect(await outcomeOf(passOf(pair).replace("/1/", "/2/"), given)).toEqual(refused("version"))
    expect(await outcomeOf(passOf(pair).toLowerCase().replace("nzcp", "NZCP"), given)).toEqual(refused("malformed"))
    expect(await outcomeOf(passOf(pair, {}, { tags: [] }), given)).toEqual(refused("malformed"))
    for (const change of [
      { 7: new Uint8Array(15) },
      { 7: undefined },
      { 4: undefined },
      { 5: undefined },
      { 1: undefined },
    ])
      expect(await outcomeOf(passOf(pair, change), given)).toMatchObject({ state: "refused" })
    expect(await outcomeOf(passOf(pair), context([passKey(pair)], NOW + 86_400))).toEqual(refused("expired"))
    expect(await outcomeOf(passOf(pair), context([passKey(pair)], NOW - 86_401))).toEqual(refused("not-yet-valid"))
    const [id = ""] = (await read(passOf(pair), given)).ids
    expect(await outcomeOf(passOf(pair), context([passKey(pair)], NOW, { revoked: new Set([id]) }))).toEqual(
      refused("revoked"),
    )
  })
})
