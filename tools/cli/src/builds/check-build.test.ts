import { randomBytes } from "node:crypto"
import {
  ed25519PublicKey,
  hexOf,
  keyIdOf,
  serviceDay,
  sha256,
  signEnvelope,
  unixSeconds,
  utf8Of,
  writeBuildNames,
  writeEnvelope,
  writeTrustList,
} from "@homesafe/protocol"
import { expect, test } from "vitest"
import { checkBuildOf, readCheckBuildArguments } from "./check-build-command.ts"
import { placeOf } from "./compare-served.ts"

const origin = "http://go.test"
const now = unixSeconds(1_748_836_800)
const root = new Uint8Array(randomBytes(32))
const dep = "0011223344556677"
const nameOf = (text: string) => hexOf(sha256(utf8Of(text)))

/** A deployment as a server shows it: what is fetched under each address. */
function deploymentOf(): Map<string, string> {
  const served = new Map<string, string>()
  const lists = { phone: "", venue: "", gate: "", console: "" }
  for (const app of ["phone", "venue", "gate", "console"] as const) {
    const at = app === "console" ? "http://console.test" : origin
    const files = ["index.html", "assets/app.js"].map((file) => ({ path: placeOf[app] + file, text: `${app} ${file}` }))
    for (const { path, text } of files) served.set(at + path, text)
    lists[app] = JSON.stringify({ v: 1, files: files.map(({ path, text }) => ({ path, sha256: nameOf(text) })) })
    served.set(`${at}${placeOf[app]}build.json`, lists[app])
  }
  const pub = ed25519PublicKey(root)
  const trust = writeTrustList({
    v: 1,
    dep,
    seq: 1,
    t: now,
    exp: unixSeconds(now + 86_400),
    offset: 14_400,
    every: 21_600,
    hosts: ["go.test"],
    cardBits: 0,
    plate: null,
    chaff: "day",
    quorum: { publisher: 1, verifier: 1, witness: 0 },
    rootThreshold: 1,
    keys: [{ id: keyIdOf(pub), role: "root", pub, from: serviceDay(0), until: serviceDay(65_535) }],
  })
  const names = { phone: nameOf(lists.phone), venue: nameOf(lists.venue), gate: nameOf(lists.gate) }
  const bytes = writeBuildNames({ ...names, console: nameOf(lists.console) })
  const sigs = [signEnvelope(bytes, { label: "VT1/builds", dep, seq: 1, role: "root" }, root)]
  served.set(`${origin}/transparency/build-signature.json`, Buffer.from(writeEnvelope({ bytes, sigs })).toString())
  const rest = { v: 1, dep, authority: { en: "A", hant: "甲" }, hotline: "1", timeZone: "+08:00", demonstration: true }
  const none = { bytes: "", sigs: [] }
  const described = { ...rest, trust: { bytes: Buffer.from(trust).toString("base64url"), sigs: [] }, catalogue: none }
  return served.set(`${origin}/deployment.json`, JSON.stringify(described))
}

async function check(served: ReadonlyMap<string, string>, ...more: string[]) {
  const lines: string[] = []
  const wanted = readCheckBuildArguments(["check-build", origin, "--console", "http://console.test", ...more])
  if (!wanted) throw new Error("the arguments cannot be meant so")
  const fetch = async (address: string) => {
    const text = served.get(address)
    return text === undefined ? undefined : utf8Of(text)
  }
  const isSame = await checkBuildOf(wanted, { now, fetch, say: (line) => lines.push(line) })
  return { isSame, said: lines.join("\n") }
}

test("apps that are served as they were signed are found so, the server's root key or one that was got elsewhere", async () => {
  const good = await check(deploymentOf())
  expect(good).toMatchObject({ isSame: true, said: expect.stringContaining("phone: all 2 files are what was signed") })
  expect(good.said).toContain("the server's own word is taken for its root keys")
  const pinned = await check(deploymentOf(), "--root", hexOf(ed25519PublicKey(root)))
  expect(pinned.isSame).toBe(true)
  expect(pinned.said).not.toContain("own word")
})

test("a changed file, a missing one, another list and another root are each named", async () => {
  const changed = deploymentOf().set(`${origin}/venue/assets/app.js`, "evil")
  expect(await check(changed)).toMatchObject({
    isSame: false,
    said: expect.stringContaining("venue: /venue/assets/app.js is another file than its list says"),
  })
  const missing = deploymentOf()
  missing.delete(`${origin}/index.html`)
  expect((await check(missing)).said).toContain("phone: /index.html is not there")
  // A server that changes a file and its list alike is found by the list's name.
  const list = JSON.stringify({ v: 1, files: [{ path: "/index.html", sha256: nameOf("evil") }] })
  const both = deploymentOf().set(`${origin}/index.html`, "evil").set(`${origin}/build.json`, list)
  expect(await check(both)).toMatchObject({ isSame: false, said: expect.stringContaining("another build runs here") })
  const other = hexOf(ed25519PublicKey(new Uint8Array(randomBytes(32))))
  expect((await check(deploymentOf(), "--root", other)).said).toContain(
    "signed by 0 of the root keys, and 1 are needed",
  )
})

test("where nothing is signed, or nobody answers, that is said and is no success", async () => {
  const unsigned = deploymentOf()
  unsigned.delete(`${origin}/transparency/build-signature.json`)
  expect(await check(unsigned)).toMatchObject({
    isSame: false,
    said: expect.stringContaining("no builds are signed here"),
  })
  expect(await check(new Map())).toMatchObject({
    isSame: false,
    said: expect.stringContaining("there is no deployment"),
  })
  expect(readCheckBuildArguments(["check-build"])).toBeUndefined()
  expect(readCheckBuildArguments(["check-build", origin, "--root", "abc"])).toBeUndefined()
})
