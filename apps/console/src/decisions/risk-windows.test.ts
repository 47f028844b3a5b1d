import { expect, test } from "vitest"
import { areCovered, windowsOf } from "./risk-windows.ts"

const window = (from: string, until: string) => ({ from, until })

test("typed times become windows of the service day, in order; those that touch are one", () => {
  expect(windowsOf([window("12:00", "13:00"), window("04:00", "05:00")], "04:00")).toEqual([
    [0, 12],
    [96, 108],
  ])
  expect(windowsOf([window("12:00", "13:00"), window("13:00", "14:05")], "04:00")).toEqual([[96, 121]])
  expect(windowsOf([window("23:00", "04:00")], "04:00")).toEqual([[228, 288]])
})

test("a time that ends before it begins, or is not whole, makes the lot unusable", () => {
  for (const wrong of [window("13:00", "12:00"), window("12:00", "12:00"), window("", "12:00"), window("12:00", "")])
    expect(windowsOf([window("10:00", "11:00"), wrong], "04:00")).toBeUndefined()
  expect(windowsOf([], "04:00")).toBeUndefined()
})

test("a stay is covered only where what stands covers all of it", () => {
  const standing = [
    [96, 108],
    [108, 120],
  ] as const
  expect(areCovered([[100, 118]], standing)).toBe(true)
  expect(areCovered([[100, 121]], standing)).toBe(false)
  expect(areCovered([[90, 100]], standing)).toBe(false)
  expect(areCovered([[100, 101]], [])).toBe(false)
})
