import { readdirSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { VT1 } from "./vectors.test-support.ts"

const SOURCE = new URL(".", import.meta.url)

test("every group of known answers is used by a test, and their number is the one that was published", () => {
  const tests = readdirSync(SOURCE, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".test.ts"))
  const used = new Set(
    tests.flatMap((name) =>
      [...readFileSync(new URL(name, SOURCE), "utf8").matchAll(/\bVT1\.(\w+)/g)].map((found) => found[1]),
    ),
  )
  const published = Object.keys(VT1).filter((name) => name !== "_about")
  expect(published.filter((name) => !used.has(name))).toEqual([])
  expect(published).toHaveLength(28)
})
