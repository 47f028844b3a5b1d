import { expect, test } from "vitest"
import {
  DEP,
  HOST,
  ISSUER_ID,
  NOW,
  posterOf,
  scanned,
  screenOf,
  shownBy,
  TODAY,
  TRUST,
  venueOf,
} from "../deployment.test-support.ts"
import { addDays, type UnixSeconds, unixSeconds } from "../shared/units.ts"
import { digitsOfBytes } from "./digits.ts"
import { readPrintedCode, writePrintedCode } from "./printed-code.ts"
import { readRotatingCode, writeRotatingCode } from "./rotating-code.ts"
import { readScannedCode } from "./verify-scanned-code.ts"

const venue = venueOf("pool")
const poster = posterOf(venue)
const shown = shownBy(venue)

function problem(text: string, change: object = {}): string | undefined {
  const read = readScannedCode(text, { trust: TRUST, revoked: new Map(), now: NOW, ...change })
  return read.ok ? undefined : read.problem
}

function printed(bytes: Uint8Array) {
  const read = readPrintedCode(bytes)
  if (!read.ok) throw new Error(read.problem)
  return read.value
}

function rotating(bytes: Uint8Array) {
  const read = readRotatingCode(bytes, TRUST.offset)
  if (!read.ok) throw new Error(read.problem)
  return read.value
}

test("hostile 3: of a genuine poster and a genuine screen every single bit is flipped, and none is accepted", () => {
  for (const genuine of [poster, shown]) {
    expect(problem(scanned(genuine))).toBeUndefined()
    const accepted: number[] = []
    for (let bit = 0; bit < genuine.length * 8; bit++) {
      const changed = genuine.slice()
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      if (problem(scanned(changed)) === undefined) accepted.push(bit)
    }
    expect(accepted).toEqual([])
  }
}, 120_000)

test("hostile 3: a signature by an unknown key, or moved to other fields, is none", () => {
  const other = printed(posterOf(venueOf("library", { notAfter: addDays(TODAY, 9) })))
  const own = printed(poster)
  const moved = [
    { ...own, signature: other.signature },
    { ...other, signature: own.signature },
    { ...own, header: other.header },
    { ...own, venueKey: other.venueKey },
    { ...own, names: { ...own.names, en: "Another Hall" } },
    { ...own, header: { ...own.header, kind: "staff-entrance" as const } },
    { ...own, header: { ...own.header, cell: 7 } },
  ]
  for (const code of moved) expect(problem(scanned(writePrintedCode(code)))).toBe("bad-signature")
  expect(problem(scanned(posterOf(venue, "a stranger")))).toBe("bad-signature")
  const stranger = { ...own, header: { ...own.header, issuerKeyId: "00000000" } }
  expect(problem(scanned(writePrintedCode(stranger)))).toBe("unknown-issuer")
})

test("hostile 3: what a screen signed for one place and minute says nothing of another", () => {
  const { grant, moment } = rotating(shown)
  const elsewhere = screenOf(venueOf("library"))
  const later = rotating(shownBy(venue, unixSeconds(NOW + 60)))
  const moved = [
    { grant: elsewhere, moment },
    { grant: { ...grant, signature: elsewhere.signature }, moment },
    { grant, moment: { ...moment, t: later.moment.t } },
    { grant, moment: { ...moment, signature: later.moment.signature } },
    { grant, moment: { ...moment, ttl: 255 } },
    { grant, moment: { ...moment, doorNonce: later.moment.doorNonce.map((byte) => byte ^ 1) } },
    { grant, moment: { ...moment, nodes: moment.nodes.map((node) => node.map((byte) => byte ^ 1)) } },
  ]
  for (const code of moved) expect(problem(scanned(writeRotatingCode(code)))).toBe("bad-signature")
})

test("hostile 4: a code of the old app, of another version or without a signature is never a check-in", () => {
  for (const text of ["HKEN:0ABCDEFGH", "HKEN:0eyJhbGciOiJub25lIn0", `HKEN:0${digitsOfBytes(poster)}`])
    expect(problem(text)).toBe("not-our-code")
  const first = poster[0] ?? 0
  for (const genuine of [poster, shown]) {
    for (let value = 0; value < 256; value++) {
      if (value === genuine[0]) continue
      const changed = genuine.slice()
      changed[0] = value
      expect([value, problem(scanned(changed)) === undefined]).toEqual([value, false])
      if (value >> 4 !== first >> 4) expect(problem(scanned(changed))).toBe("malformed")
    }
    const unsigned = genuine.slice().fill(0, genuine.length - 64)
    expect(problem(scanned(unsigned))).toBe("bad-signature")
    expect(problem(scanned(genuine.slice(0, -64)))).toBe("malformed")
  }
})

test("hostile 4: a code of an issuer that is gone, over or not yet, or of a venue that was struck off, is never a check-in", () => {
  const without = { ...TRUST, keys: TRUST.keys.filter(({ id }) => id !== ISSUER_ID) }
  const issuerWith = (change: object) => ({
    ...TRUST,
    keys: TRUST.keys.map((key) => (key.id === ISSUER_ID ? { ...key, ...change } : key)),
  })
  // The key of another role is no issuer's, whatever it signs.
  const asWitness = issuerWith({ role: "witness" })
  for (const genuine of [poster, shown]) {
    const code = scanned(genuine)
    expect(problem(code, { trust: without })).toBe("unknown-issuer")
    expect(problem(code, { trust: asWitness })).toBe("unknown-issuer")
    expect(problem(code, { trust: issuerWith({ until: addDays(TODAY, -1) }) })).toBe("issuer-not-valid")
    expect(problem(code, { trust: issuerWith({ from: addDays(TODAY, 1) }) })).toBe("issuer-not-valid")
    expect(problem(code, { revoked: new Map([[venue.vid, TODAY]]) })).toBe("revoked")
    expect(problem(code, { trust: { ...TRUST, dep: "00".repeat(8) } })).toBe("bad-signature")
  }
  const yearOn: UnixSeconds = unixSeconds(NOW + 365 * 86_400)
  expect(problem(scanned(poster), { now: yearOn })).toBe("expired")
  expect(DEP).toBe(TRUST.dep)
})

test("hostile 5: an address, a command or a look-alike of our host is text and nothing else", () => {
  const digits = digitsOfBytes(poster)
  const code = `${HOST}/v#${digits}`
  const refused: readonly string[] = [
    "javascript:alert(1)",
    `javascript:location="https://${code}"`,
    `intent://${code}#Intent;scheme=https;end`,
    "tel:+85212345678",
    "sms:+85212345678",
    "WIFI:T:WPA;S:cafe;P:secret;;",
    "BEGIN:VCARD\nFN:x\nEND:VCARD",
    `data:text/html,https://${code}`,
    `file:///v#${digits}`,
    `//${code}`,
    `https:${code}`,
    `https:/${code}`,
    `https:\\\\${HOST}\\v#${digits}`,
    `https://${HOST}@evil.example/v#${digits}`,
    `https://evil.example@${code}`,
    `https://user:secret@${code}`,
    `https://${HOST}./v#${digits}`,
    `https://${HOST}:443/v#${digits}`,
    `https://${HOST}%2eevil.example/v#${digits}`,
    `https://xn--g-wga.example.hk/v#${digits}`,
    `https://gо.example.hk/v#${digits}`,
    `https://ｇｏ.example.hk/v#${digits}`,
    `https://go。example。hk/v#${digits}`,
    `https://evil.example/?https://${code}`,
    `https://evil.example/#https://${code}`,
    `https://${HOST}/v##${digits}`,
    `https://${HOST}/v#${digits}#`,
    `https://${HOST}/v#${digits}#${digits}`,
    `https://${HOST}/v?x=1#${digits}`,
    `https://${HOST}/../v#${digits}`,
    `https://${HOST}/v#${digits}\u202e`,
    `https://${HOST}/v#${digits.replace(/0/g, "٠")}`,
    `HTTPS://${code}`,
    `\u200bhttps://${code}`,
  ]
  for (const text of refused)
    expect([text, problem(text)]).toEqual([text, expect.stringMatching(/^(not-our-code|wrong-host)$/)])
  expect(problem(`https://${code}`)).toBeUndefined()
})
