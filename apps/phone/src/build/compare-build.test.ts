import { expect, test } from "vitest"
import { compareBuild, readBuildList } from "./compare-build.ts"

const list = {
  version: "1",
  files: [
    { path: "/assets/a.js", sha256: "aa" },
    { path: "/index.html", sha256: "bb" },
    { path: "/sw.js", sha256: "cc" },
    { path: "/transparency/privacy.html", sha256: "dd" },
  ],
}

test("a phone that keeps what was built says so", () => {
  const kept = new Map([
    ["/assets/a.js", "aa"],
    ["/index.html", "bb"],
  ])
  expect(compareBuild(list, kept)).toEqual({ same: 2, different: [], missing: [], unknown: [] })
})

test("hostile 79: a changed file, a missing one and one that nobody built are each named", () => {
  const kept = new Map([
    ["/assets/a.js", "a0"],
    ["/assets/evil.js", "ee"],
  ])
  expect(compareBuild(list, kept)).toEqual({
    same: 0,
    different: ["/assets/a.js"],
    missing: ["/index.html"],
    unknown: ["/assets/evil.js"],
  })
})

test("what is not a list of a build is refused", () => {
  expect(readBuildList(JSON.stringify({ v: 1, ...list }))).toEqual(list)
  for (const text of ["<html>", "{}", "null", '{"v":2}', '{"v":1,"version":"1","files":[{"path":1}]}']) {
    expect(readBuildList(text), text).toBeUndefined()
  }
})
