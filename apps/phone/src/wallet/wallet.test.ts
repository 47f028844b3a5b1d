import { expect, test } from "vitest"
import { NOW } from "../feed/published-lists.test-support.ts"
import { readBesideOf } from "../keeper/beside.ts"
import { makeKeeper } from "../keeper/keeper.test-support.ts"
import { besideToMove, takeBeside } from "../transfer/moved-beside.ts"
import { textsIn } from "./texts-of-file.ts"
import { dropRecord, keepRecord, LONGEST_RECORD, MOST_RECORDS } from "./wallet.ts"

const textsOf = (keeper: Awaited<ReturnType<typeof makeKeeper>>) =>
  readBesideOf(keeper).wallet.map(({ texts }) => texts)

test("several records of several people are kept, the same one once, in the order in which they came", async () => {
  const keeper = await makeKeeper(NOW)
  expect(keepRecord(keeper, ["HC1:A"], NOW)).toEqual({ id: expect.any(String) })
  keepRecord(keeper, ["shc:/1/2/00", "shc:/2/2/11"], NOW)
  expect(keepRecord(keeper, ["HC1:A"], NOW)).toEqual({ problem: "kept-already" })
  expect(textsOf(keeper)).toEqual([["HC1:A"], ["shc:/1/2/00", "shc:/2/2/11"]])
})

test("a record that is too long, or one too many, is refused and changes nothing", async () => {
  const keeper = await makeKeeper(NOW)
  expect(keepRecord(keeper, ["x".repeat(LONGEST_RECORD + 1)], NOW)).toEqual({ problem: "too-long" })
  for (let n = 0; n < MOST_RECORDS; n++) expect(keepRecord(keeper, [`HC1:${n}`], NOW)).toHaveProperty("id")
  expect(keepRecord(keeper, ["HC1:MORE"], NOW)).toEqual({ problem: "wallet-full" })
  const other = await makeKeeper(NOW)
  for (const name of ["A", "B"]) keepRecord(other, [name.repeat(LONGEST_RECORD)], NOW)
  expect(keepRecord(other, ["C".repeat(LONGEST_RECORD)], NOW)).toEqual({ problem: "wallet-full" })
  expect([textsOf(keeper).length, textsOf(other).length]).toEqual([MOST_RECORDS, 2])
})

test("of a deleted record no byte is left that the diary's key opens, and the others stay", async () => {
  const keeper = await makeKeeper(NOW)
  keepRecord(keeper, ["HC1:STAYS"], NOW)
  const kept = keepRecord(keeper, ["HC1:GOES"], NOW)
  if (!("id" in kept)) throw new Error(kept.problem)
  const before = keeper.besideFile.read(0, keeper.besideFile.size())
  dropRecord(keeper, kept.id)
  expect(textsOf(keeper)).toEqual([["HC1:STAYS"]])
  // Both slots of the file are other bytes than before: the newer text, and chance.
  const after = keeper.besideFile.read(0, keeper.besideFile.size())
  const half = before.length / 2
  for (const at of [0, half])
    expect(Buffer.compare(before.subarray(at, at + half), after.subarray(at, at + half))).not.toBe(0)
})

test("records move to a new phone, beside those that are there, and what is none does not", async () => {
  const [old, fresh] = [await makeKeeper(NOW), await makeKeeper(NOW)]
  keepRecord(old, ["HC1:BOTH"], NOW)
  keepRecord(old, ["HC1:OLD"], NOW)
  keepRecord(fresh, ["HC1:BOTH"], NOW)
  expect(takeBeside(fresh, besideToMove(readBesideOf(old)))).toBe(true)
  expect(textsOf(fresh)).toEqual([["HC1:BOTH"], ["HC1:OLD"]])
  const wallet = [{ id: "x", addedAt: 1, texts: "HC1:NO-LIST" }, { id: "y", texts: ["HC1:NO-TIME"] }, null, { id: 1 }]
  expect(takeBeside(fresh, new TextEncoder().encode(JSON.stringify({ wallet })))).toBe(true)
  expect(textsOf(fresh)).toHaveLength(2)
})

test("pasted text is a record a line; a .smart-health-card file is what its codes would say", () => {
  expect(textsIn(" shc:/1/2/00 \r\n\nshc:/2/2/11\n")).toEqual(["shc:/1/2/00", "shc:/2/2/11"])
  expect(textsIn('{"verifiableCredential":["-.z", 7]}')).toEqual(["shc:/000177"])
  expect(textsIn('{"other":1}')).toEqual(['{"other":1}'])
  expect(textsIn("{broken")).toEqual(["{broken"])
})
