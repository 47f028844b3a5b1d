import { createHash } from "node:crypto"
import fc from "fast-check"
import { expect, test } from "vitest"
import { readVenueCode } from "../read-venue-code.ts"
import { cleanText } from "../shared/clean-text.ts"
import { vectorsOf } from "../vectors.test-support.ts"
import { hongKongPoster } from "./make.test-support.ts"

const PREFIXES = [
  ...[
    "HKEN:0AbCd1234",
    "HKCT:",
    "NZCOVIDTRACER:",
    "UKC19TRACING:1:",
    "https://e.coronawarn.app?v=1#",
    "smsto:1922:場所代碼：",
  ],
  ...[
    "https://app.luca-app.de/webapp/81d9e1db-7050-4557-b1ca-a9e4fe899bd9#",
    "https://qr.notify-me.ch#",
    "https://qr.notify-me.ch?v=2#",
  ],
  ...["https://qr.swisscovid.ch?v=4#", "https://tac.gouv.fr?v=0#", "https://www.safeentry-qr.gov.sg/tenant/PROD-"],
  ...[
    "https://www.service.nsw.gov.au/campaign/service-nsw-mobile-app?data=",
    "https://service.vic.gov.au/check-in/start?metadata=",
  ],
  ...[
    "https://safewa.health.wa.gov.au/qr-code/",
    "https://mysejahtera.malaysia.gov.my/qrscan?lId=",
    "https://qr.thaichana.com/?appId=&shopId=",
  ],
]
const REAL = vectorsOf("uk-nhs-venue")
  .filter(({ key, valid }) => valid && String(key).startsWith("production"))
  .map(({ payload }) => String(payload))

test("the key of the English and Welsh posters is the one whose name is its own hash", async () => {
  expect(REAL.length).toBeGreaterThanOrEqual(2)
  for (const text of REAL) {
    const header = JSON.parse(Buffer.from(text.split(":")[2]?.split(".")[0] ?? "", "base64url").toString()) as {
      kid: string
    }
    const [x, y] = ["VyPX5CqxSdg0JE_2O0wog0qmvza_GLVAxNmJROQwMjs", "c5NVOWBEgb5O546HdCycFU5sPsP2iEb750LAdcOQltY"]
    const thumbprint = createHash("sha256")
      .update(JSON.stringify({ crv: "P-256", kty: "EC", x, y }))
      .digest("base64url")
    expect(header.kid).toBe(thumbprint)
    expect(await readVenueCode(text)).toMatchObject({ state: "verified" })
  }
})

test("no change of a character of a real poster is verified, and no beginning of it", async () => {
  const [text = ""] = REAL
  for (let at = 0; at < text.length; at++) {
    const changed = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1)
    const found = await readVenueCode(changed)
    // Any version above 1 is taken, as the app takes it; the version is not signed.
    if (/^UKC19TRACING:[1-9]:/.test(changed) && at < 15) continue
    expect(found?.state ?? "none", changed).not.toBe("verified")
    expect((await readVenueCode(text.slice(0, at)))?.state ?? "none").not.toBe("verified")
  }
})

test("no text makes the reader throw, whatever follows a prefix, and none is verified", async () => {
  const rest = fc.oneof(
    fc.string({ maxLength: 200 }),
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)), maxLength: 60 }),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString("base64url")),
    fc.json({ maxDepth: 3 }).map((text) => Buffer.from(text).toString("base64")),
    fc
      .array(fc.json(), { minLength: 3, maxLength: 3 })
      .map((parts) => parts.map((one) => Buffer.from(one).toString("base64url")).join(".")),
  )
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...PREFIXES, ""), rest, async (prefix, body) => {
      expect((await readVenueCode(prefix + body))?.state ?? "none").not.toBe("verified")
    }),
    { numRuns: 1500 },
  )
})

test("texts of a megabyte are told by their system, and not read", async () => {
  for (const prefix of PREFIXES)
    for (const unit of ["0", "A", "=", "&a=", "%", ".", "\u0000", "\ud800"]) {
      const started = performance.now()
      const found = await readVenueCode(prefix + unit.repeat(1_000_000 / unit.length))
      expect(performance.now() - started).toBeLessThan(500)
      if (found !== null) expect(found).toMatchObject({ state: "refused", why: "too-large", place: null })
    }
})

test("an address that names something twice is nobody's", async () => {
  const start = "https://qr.thaichana.com/?appId=0001&shopId=S0000002150"
  expect(await readVenueCode(start)).toMatchObject({ state: "unverified" })
  expect(await readVenueCode(`${start}&shopId=S0000002151`)).toBeNull()
  expect(await readVenueCode(`${start}&x=%ff`)).toBeNull()
})

test("a member that comes twice, and nesting without an end", async () => {
  const twice = (text: string) => `NZCOVIDTRACER:${Buffer.from(text).toString("base64")}`
  const fields = '"typ":"entry","gln":"1","adr":"a","ver":"c19:1"'
  expect(await readVenueCode(twice(`{${fields},"opn":"A"}`))).toMatchObject({ state: "unverified" })
  expect(await readVenueCode(twice(`{${fields},"opn":"A","opn":"B"}`))).toMatchObject({ state: "refused" })
  expect(await readVenueCode(twice(`{${fields},"opn":"A","x":${"[".repeat(2000)}${"]".repeat(2000)}}`))).toMatchObject({
    state: "refused",
  })
})

test("names come out as they may be shown", async () => {
  const shown: readonly (readonly [string, string])[] = [
    ["A\u0000B\u0007C", "A B C"],
    ["\u202eevil\u202c\u2066x\u2069", "evilx"],
    ["a\u200b\u200d\u2060\ufeffb", "ab"],
    ["\ud800x\udfff", "x"],
    ["  many \u00a0\u3000 spaces\n ", "many spaces"],
    ["e\u0301", "\u00e9"],
    [`Z${"\u0335".repeat(50)}`, `Z${"\u0335".repeat(4)}`],
    ["\u{e0041}tags\u{e007f}", "tags"],
    ["灣仔 😀", "灣仔 😀"],
  ]
  for (const [raw, clean] of shown) expect(cleanText(raw)).toBe(clean)
  const found = await readVenueCode(hongKongPoster("AbCd1234", { nameEn: `\u202e${"x".repeat(5000)}` }))
  expect(found?.place?.names[0]?.text).toBe(`${"x".repeat(199)}…`)
  expect(cleanText("\u{1f600}".repeat(300)).endsWith("\u{1f600}…")).toBe(true)
})
