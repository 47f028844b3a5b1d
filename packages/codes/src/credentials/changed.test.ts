import { describe, expect, test } from "vitest"
import { isCredential } from "../is-credential.ts"
import { context, freshPair, thumbprintOf, trusted } from "./keys.test-support.ts"
import {
  CARD_ISSUER,
  cardOf,
  dccOf,
  EVT_FIELDS,
  hongKongOf,
  KID_TEXT,
  MEC_FIELDS,
  PASS_ISSUER,
  passOf,
  VAC_FIELDS,
} from "./make.test-support.ts"
import { readCredential } from "./read-credential.ts"

const pair = freshPair()
const given = context([
  trusted("eu-dcc", "AT", KID_TEXT, pair.spki),
  trusted("smart-health-card", CARD_ISSUER, thumbprintOf(pair.jwk), pair.spki),
  trusted("nz-pass", PASS_ISSUER, "key-1", pair.spki),
  ...["VAC/4", "MEC/4", "EVT/2"].map((kid) => trusted("hong-kong", "HK", kid, pair.spki)),
])
const GOOD: readonly (readonly [name: string, text: string])[] = [
  ["eu-dcc", dccOf(pair)],
  ["smart-health-card", cardOf(pair)],
  ["nz-pass", passOf(pair)],
  ["vaccinations", hongKongOf(pair, VAC_FIELDS)],
  ["exemption", hongKongOf(pair, MEC_FIELDS)],
  ["test", hongKongOf(pair, EVT_FIELDS)],
]

const stateOf = async (text: string) => (await readCredential(text, given))?.outcome
// Near enough to be of the same alphabet most of the time, and now and then of another.
const neighbour = (character: string, at: number) =>
  String.fromCharCode(character.charCodeAt(0) ^ ([1, 2, 16][at % 3] ?? 1))

describe.each(GOOD)("%s", (_, text) => {
  test("is verified as it stands", async () => {
    expect(await stateOf(text)).toMatchObject({ state: "verified" })
  })

  test("no change of a character is ever verified, and each gives an answer", async () => {
    const whole = await readCredential(text, given)
    for (let at = 0; at < text.length; at++) {
      const changed = text.slice(0, at) + neighbour(text.charAt(at), at) + text.slice(at + 1)
      const found = await readCredential(changed, given)
      if (isCredential(changed) === null) expect(found).toBeNull()
      // Around the signed bytes of an EU certificate lies a packing; what a reader sees through another packing is the same document.
      else if (found?.outcome.state === "verified" && found.format === "eu-dcc") expect(found).toEqual(whole)
      else expect(found?.outcome.state, changed).not.toBe("verified")
    }
  })

  test("no beginning of it is ever verified, and each gives an answer", async () => {
    for (let length = 0; length < text.length; length += length < 40 ? 1 : 3) {
      const cut = text.slice(0, length)
      const found = await readCredential(cut, given)
      if (isCredential(cut) === null) expect(found).toBeNull()
      else expect(found?.outcome.state).not.toBe("verified")
    }
  })

  test("nothing before or behind it passes", async () => {
    for (const around of [` ${text}`, `\u0000${text}`, `${text} `, `${text}\n`, `${text}\u0000`, `${text}${text}`])
      expect((await stateOf(around))?.state).not.toBe("verified")
  })
})
