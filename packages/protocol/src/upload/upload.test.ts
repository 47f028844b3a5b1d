import { expect, test } from "vitest"
import { deriveBoxKeyPair, openBox } from "../box/open-box.ts"
import { sealBox } from "../box/seal-box.ts"
import { hexOf, isHex } from "../shared/bytes.ts"
import { sha256 } from "../shared/hash.ts"
import { serviceDay, unixSeconds } from "../shared/units.ts"
import { hex, OFFSET, VT1 } from "../vectors.test-support.ts"
import { readCapsuleText, writeCapsuleText } from "./capsule-text.ts"
import { capsuleInfo, sealCapsule } from "./seal-capsule.ts"
import {
  authHashOf,
  dammDigit,
  deriveUploadSecrets,
  formatUploadCode,
  makeUploadCode,
  purgeIdOf,
  readUploadCode,
} from "./upload-code.ts"
import { makeUploadReply } from "./upload-reply.ts"
import { uploadInfo, writeUploadText } from "./upload-text.ts"

const C = VT1.capsule
const DEP = VT1.canary.dep

test("capsules of a poster, a screen and a plate are written and read byte for byte", () => {
  const known = [C.plaintext_static, C.plaintext_kiosk, C.plaintext_kiosk_one_node, VT1.vehicle_plate.capsule_plaintext]
  for (const text of known) {
    const read = readCapsuleText(hex(text), OFFSET)
    if (read === undefined || read === "chaff") throw new Error("not read")
    expect(hexOf(writeCapsuleText(read))).toBe(text)
  }
})

test("a capsule is sealed byte for byte, and opens only with its phone's bind", async () => {
  const pair = await deriveBoxKeyPair(hex(C.upload_ikm))
  expect(hexOf(pair.pub)).toBe(C.upload_public)
  expect(pair.id).toBe(C.uploadKeyId)
  const text = readCapsuleText(hex(C.plaintext_static), OFFSET)
  if (text === undefined || text === "chaff") throw new Error("not read")
  const bind = hex(C.bind)
  const sealed = await sealCapsule(text, { dep: DEP, uploadKey: pair, bind }, hex(C.ephemeral_ikm))
  expect(hexOf(sealed)).toBe(C.sealed_static)
  const info = capsuleInfo(DEP, pair.id)
  expect(hexOf((await openBox(pair.secret, info, bind, sealed)) ?? new Uint8Array())).toBe(C.plaintext_static)
  expect(await openBox(pair.secret, info, new Uint8Array(16), sealed)).toBeUndefined()
})

test("an upload code's check digit finds every single error and every adjacent swap", () => {
  const code = VT1.upload_code_check.digits_then_check
  expect(dammDigit(code)).toBe(0)
  let tried = 0
  let missed = 0
  const attempt = (changed: string) => {
    tried++
    if (readUploadCode(changed).ok) missed++
  }
  for (let i = 0; i < 20; i++) {
    for (let digit = 0; digit < 10; digit++) {
      if (String(digit) !== code[i]) attempt(code.slice(0, i) + digit + code.slice(i + 1))
    }
    if (i < 19 && code[i] !== code[i + 1]) attempt(code.slice(0, i) + code[i + 1] + code[i] + code.slice(i + 2))
  }
  expect({ tried, missed }).toEqual({
    tried: VT1.upload_code_check.tried,
    missed: VT1.upload_code_check.errors_and_adjacent_swaps_missed,
  })
})

test("an upload code gives the known secrets", () => {
  const known = VT1.upload_code
  expect(readUploadCode(known.typed)).toEqual({ ok: true, value: known.canonical })
  expect(readUploadCode("７３０４-9182 6553 0947 1621")).toEqual({ ok: true, value: known.canonical })
  const secrets = deriveUploadSecrets(known.canonical, DEP)
  const { lookup, auth, inner, reply } = secrets
  expect([lookup, auth, inner, reply].map(hexOf)).toEqual([known.lookup, known.auth, known.inner, known.reply])
  expect(hexOf(authHashOf(auth))).toBe(known.authHash)
  expect(purgeIdOf(inner)).toBe(known.purgeId)
})

test("a made code reads back, in groups of four", () => {
  const code = makeUploadCode((n) => crypto.getRandomValues(new Uint8Array(n)))
  expect(readUploadCode(formatUploadCode(code))).toEqual({ ok: true, value: code.slice(0, 19) })
  expect(formatUploadCode(code)).toMatch(/^(\d{4} ){4}\d{4}$/)
})

test("an upload's text and body are the known ones", async () => {
  const known = VT1.upload_body
  const entry = {
    day: serviceDay(VT1.primitives.D),
    uploadKeyId: C.uploadKeyId,
    bind: hex(C.bind),
    capsules: [hex(C.sealed_static)],
  }
  const text = writeUploadText(hex(VT1.upload_code.inner), [entry])
  expect(text.length).toBe(known.room)
  expect(hexOf(text.subarray(0, 320))).toBe(known.plaintext_first_320)
  expect(hexOf(sha256(text))).toBe(known.given)
  const info = uploadInfo(DEP, C.uploadKeyId)
  const box = await sealBox(hex(C.upload_public), info, hex(VT1.upload_code.lookup), text, hex(known.ephemeral_ikm))
  expect(hexOf(sha256(box))).toBe(known.sha256_body)
  expect(18 + 14 * (23 + 12 * 273)).toBe(known.fourteen_full_days_bytes)
  expect(isHex(known.given, 32)).toBe(true)
})

test("a receipt is the known one, byte for byte", async () => {
  const known = VT1.receipt
  const entry = {
    day: serviceDay(VT1.primitives.D),
    uploadKeyId: C.uploadKeyId,
    bind: hex(C.bind),
    capsules: [hex(C.sealed_static)],
  }
  const text = writeUploadText(hex(VT1.upload_code.inner), [entry])
  const { lookup, reply } = VT1.upload_code
  const box = await sealBox(
    hex(C.upload_public),
    uploadInfo(DEP, C.uploadKeyId),
    hex(lookup),
    text,
    hex(VT1.upload_body.ephemeral_ikm),
  )
  const made = makeUploadReply({
    status: "received",
    t: unixSeconds(known.t),
    box,
    replyKey: hex(reply),
    receiptSecret: hex(known.receipt_seed),
    dep: DEP,
    nonce: hex(known.response).slice(0, 12),
  })
  expect(hexOf(made)).toBe(known.response)
})
