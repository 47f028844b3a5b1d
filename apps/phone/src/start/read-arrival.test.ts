import { expect, test } from "vitest"
import { readArrival } from "./read-arrival.ts"

test("a link from the phone's own camera brings a venue's code, a new phone's, a visitor card's or an upload code; all else is an ordinary page", () => {
  expect(readArrival("https://homesafe.test/v#123")).toEqual({
    kind: "venue-code",
    text: "https://homesafe.test/v#123",
  })
  expect(readArrival("https://homesafe.test/t#123")).toEqual({
    kind: "transfer-code",
    text: "https://homesafe.test/t#123",
  })
  expect(readArrival("https://homesafe.test/c#123")).toEqual({
    kind: "card-code",
    text: "https://homesafe.test/c#123",
  })
  expect(readArrival("https://homesafe.test/u#7304")).toEqual({ kind: "upload-code", digits: "7304" })
  expect(readArrival("https://homesafe.test/v")).toBeNull()
  expect(readArrival("https://homesafe.test/diary#x")).toBeNull()
})
