import { describe, expect, test } from "vitest"
import { context, freshPair, type Pair, trusted } from "./keys.test-support.ts"
import { EVT_FIELDS, hongKongOf, MEC_FIELDS, VAC_FIELDS } from "./make.test-support.ts"
import { outcomeOf, read, refused, sha, verified } from "./read.test-support.ts"

const pair = freshPair()
const other = freshPair()
const hongKongKey = (of: Pair, kid: string) => trusted("hong-kong", "HK", kid, of.spki)

describe("Hong Kong records", () => {
  test("three doses, an exemption and a test are read; without a key they stay text", async () => {
    const vaccinations = await read(hongKongOf(pair, VAC_FIELDS), context([]))
    expect(vaccinations).toMatchObject({
      outcome: { state: "unverified", why: "unproven-format" },
      holders: [{ name: "CHAN, T** M**", birth: "1980-03-12" }],
      records: [
        { kind: "vaccination", date: "2021-01-04", product: "CoronaVac", dose: 1 },
        { kind: "vaccination", date: "2021-04-01", product: "Comirnaty", dose: 2 },
        { kind: "vaccination", date: "2021-11-12", product: "Comirnaty", dose: 3 },
      ],
      ids: [sha("REF0001")],
    })
    expect(await read(hongKongOf(pair, VAC_FIELDS.with(10, "001")), context([]))).toMatchObject({
      records: [{}, {}, {}, { kind: "recovery" }],
    })
    expect(await read(hongKongOf(pair, MEC_FIELDS), context([]))).toMatchObject({
      holders: [{ birth: "1980" }],
      records: [
        { kind: "exemption", validUntil: "2022-05-31" },
        { kind: "vaccination", date: "2021-04-01" },
      ],
    })
    for (const fields of [EVT_FIELDS, [...EVT_FIELDS, "30-04-2022 08:00"]])
      expect(await read(hongKongOf(pair, fields), context([]))).toMatchObject({
        outcome: { state: "unverified", why: "unproven-format" },
        holders: [],
        records: [{ kind: "test", result: "not-detected", date: "2022-04-28T10:15+08:00", testType: "RT-PCR" }],
      })
  })

  test("with a key of the trust list they are verified like all others", async () => {
    const given = context([hongKongKey(pair, "VAC/4"), hongKongKey(pair, "MEC/4"), hongKongKey(pair, "EVT/2")])
    for (const fields of [VAC_FIELDS, MEC_FIELDS, EVT_FIELDS]) {
      expect(await outcomeOf(hongKongOf(pair, fields), given)).toEqual(verified("HK"))
      expect(await outcomeOf(hongKongOf(other, fields), given)).toEqual(refused("signature"))
      const changed = hongKongOf(pair, fields, (text) => text.replace("|HKIC|", "|PASSPORT|").replace("CHAN", "WONG"))
      expect(await outcomeOf(changed, given)).toEqual(refused("signature"))
    }
    const midnight = Date.parse("2022-06-01T00:00+08:00") / 1000
    const at = (when: number) => outcomeOf(hongKongOf(pair, MEC_FIELDS), { ...given, at: when })
    expect(await at(midnight - 1)).toEqual(verified("HK"))
    expect(await at(midnight)).toEqual(refused("expired"))
    const revoked = { ...given, trust: { ...given.trust, revoked: new Set([sha("REF0001")]) } }
    expect(await outcomeOf(hongKongOf(pair, VAC_FIELDS), revoked)).toEqual(refused("revoked"))
  })

  test("any other number of fields is malformed", async () => {
    for (const [kind, most] of [
      ["VAC", 24],
      ["MEC", 24],
      ["EVT", 24],
    ] as const)
      for (let n = 3; n < most; n++) {
        const isRight = { VAC: [19], MEC: [20], EVT: [12, 13] }[kind].includes(n)
        const text = ["HKSARG", kind, ...Array.from({ length: n - 2 }, () => "01-01-2022")].join("|")
        const { outcome } = await read(text, context([]))
        expect(outcome.state === "unverified", `${kind} with ${n}`).toBe(isRight)
      }
  })
})
