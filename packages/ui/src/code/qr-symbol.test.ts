import { expect, test } from "vitest"
import { makeQrSymbol, qrPath } from "./qr-symbol.ts"

test("a printed code with 48 bytes of names is a version 9 symbol, as Spec §3 says", () => {
  const digits = "1".repeat(Math.floor((29 + 48 + 64) / 7) * 17 + 3)
  expect(makeQrSymbol({ bytes: "https://homesafe.example/v#", digits }).size).toBe(17 + 4 * 9)
})

test("the path covers exactly the dark modules", () => {
  const symbol = makeQrSymbol({ bytes: "https://homesafe.example/v#", digits: "0123456789" })
  const drawn = [...qrPath(symbol).matchAll(/h(\d+)v1/g)].reduce((sum, run) => sum + Number(run[1]), 0)
  let dark = 0
  for (let y = 0; y < symbol.size; y++) for (let x = 0; x < symbol.size; x++) if (symbol.get(x, y)) dark++
  expect(drawn).toBe(dark)
})
