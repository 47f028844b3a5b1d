import fs from "node:fs"
import path from "node:path"
import { createService } from "@homesafe/service"
import { expect, test } from "vitest"
import budget from "../budget.json" with { type: "json" }

const root = path.resolve(import.meta.dirname, "../../..")
const packages = [
  "apps/phone",
  ...["ui", "i18n", "api", "codes", "domain", "protocol"].map((name) => `packages/${name}`),
]
// React is only the shape that preact has; the build puts preact in its place.
const REPLACED = ["react", "react-dom"]

function* sources(): Generator<readonly [file: string, text: string]> {
  for (const place of packages) {
    const dir = path.join(root, place, "src")
    for (const name of fs.readdirSync(dir, { recursive: true, encoding: "utf8" })) {
      if (!/\.tsx?$/.test(name) || /\.test(-support)?\.tsx?$/.test(name)) continue
      yield [`${place}/src/${name}`, fs.readFileSync(path.join(dir, name), "utf8")]
    }
  }
}

test("the app is made of the libraries in its budget, and of no other", () => {
  const used = packages.flatMap((place) => {
    const { dependencies = {} } = JSON.parse(fs.readFileSync(path.join(root, place, "package.json"), "utf8"))
    return Object.keys(dependencies)
  })
  const foreign = [...new Set(used)].filter((name) => !name.startsWith("@homesafe/") && !REPLACED.includes(name))
  expect(foreign.sort()).toEqual(budget.libraries)
})

test("hostile 73: its source asks for no permission but camera and notifications", () => {
  // Each word is the name of an interface that leads to a permission, or to watching people.
  const words =
    /\b(geolocation|getCurrentPosition|watchPosition|contacts|bluetooth|usb|hid|serial|requestMIDIAccess|getDisplayMedia|NDEFReader|IdleDetector|Accelerometer|Gyroscope|DeviceMotionEvent|DeviceOrientationEvent|getBattery|readText|requestStorageAccess|FaceDetector|sendBeacon|analytics|fingerprint)\b/
  const found = [...sources()].flatMap(([file, text]) => {
    const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "")
    const word = words.exec(code)?.[0]
    return word ? [`${file}: ${word}`] : []
  })
  expect(found).toEqual([])
  const media = [...sources()].filter(([, text]) => text.includes("getUserMedia"))
  expect(media.map(([file]) => file)).toEqual(["apps/phone/src/scan/use-camera.ts"])
  expect(
    media.every(([, text]) => /audio: false/.test(text)),
    "the camera is asked without the microphone",
  ).toBe(true)
  expect(Object.keys(budget.permissions).sort()).toEqual(["camera", "notifications"])
})

test("hostile 73: its source names no host but those that other systems’ codes and formats carry, which are compared and never asked", () => {
  const found = [...sources()].flatMap(([file, text]) => {
    const code = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "")
    return [...code.matchAll(/https?:\/\/[a-z0-9.-]+\.[a-z]{2,}/gi)].map(([host]) => `${file}: ${host}`)
  })
  expect([...new Set(found)].sort()).toEqual(budget.hosts)
})

test("hostile 73: the server's headers allow the page this origin, the camera, and nothing else", async () => {
  const app = await createService({ title: "test" })
  const { headers } = await app.inject({ url: "/health" })
  await app.close()
  const policy = String(headers["permissions-policy"])
  const allowed = policy.split(", ").filter((each) => !each.endsWith("=()"))
  expect(allowed).toEqual(["camera=(self)"])
  for (const feature of ["geolocation", "microphone", "usb", "hid", "serial", "midi", "idle-detection"]) {
    expect(policy).toContain(`${feature}=()`)
  }
  const csp = String(headers["content-security-policy"])
  expect(csp).toContain("default-src 'none'")
  expect(csp).toContain("connect-src 'self';")
  expect(csp).toContain("require-trusted-types-for 'script'")
  expect(csp).not.toMatch(/unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')|https?:|\*/)
  expect(headers["referrer-policy"]).toBe("no-referrer")
})
