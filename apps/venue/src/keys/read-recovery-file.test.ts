import { commitOf, serviceDay } from "@homesafe/protocol"
import { expect, test } from "vitest"
import { type KeptKey, writeRecoveryFile } from "./key-store.ts"
import { readRecoveryFile } from "./read-recovery-file.ts"

const dep = "0102030405060708"
const venueKey = Uint8Array.from({ length: 16 }, (_, i) => i)
const key: KeptKey = {
  dep,
  venueKey,
  notBefore: 20_781,
  commit: commitOf(venueKey, serviceDay(20_781)),
  name: "榮記麵家",
  isSaved: true,
}

test("a recovery file gives back the key that was saved", () => {
  expect(readRecoveryFile(writeRecoveryFile(key), dep)).toEqual({ ok: true, value: key })
})

test("a file whose key does not make its commitment is refused", () => {
  const damaged = writeRecoveryFile(key).replace("000102", "ff0102")
  expect(readRecoveryFile(damaged, dep)).toEqual({ ok: false, problem: "bad" })
  expect(readRecoveryFile("not json", dep)).toEqual({ ok: false, problem: "bad" })
})

test("another deployment's file is named as such", () => {
  expect(readRecoveryFile(writeRecoveryFile(key), "ff02030405060708")).toEqual({
    ok: false,
    problem: "other-deployment",
  })
})
