import { execFileSync } from "node:child_process"
import { createHash, X509Certificate } from "node:crypto"
import fs from "node:fs"
import http from "node:http"
import https from "node:https"
import type { AddressInfo } from "node:net"
import os from "node:os"
import path from "node:path"
import { submitUpload } from "@homesafe/api"
import { type Browser, expect, type Page, test } from "@playwright/test"
import { openDesk, openPhone } from "./harness/browsers.ts"
import { openCase } from "./harness/decide.ts"
import { enrolOfficer } from "./harness/desk.ts"
import { leave, startPhone } from "./harness/phone.ts"
import { runSystem, type System } from "./harness/run-system.ts"
import { pictureOf, signCode } from "./harness/sign-code.ts"

// Somebody between the phone and the server, with a certificate of their own. Whether a browser keeps to https where an attacker strips
// it (HSTS) is not judged here: no browser keeps that for "localhost".

const NAME = "Amber Lantern Noodle House"
const HANT = "琥珀燈麵家"
const work = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-intercepted-"))
const [keyFile, certFile] = [path.join(work, "key.pem"), path.join(work, "cert.pem")]
let system: System
let desk: Browser
let officer: Page
/** Every byte of every request that an interceptor read. */
let read: { readonly url: string; readonly head: string; readonly body: Buffer }[] = []
const stops: (() => void)[] = []

test.describe.configure({ mode: "serial" })
test.beforeAll(async () => {
  const name = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", "2"]
  const kind = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
  execFileSync("openssl", [...kind, ...name, "-keyout", keyFile, "-out", certFile], { stdio: "ignore" })
  system = await runSystem(10)
  desk = await openDesk()
  officer = await (await desk.newContext({ locale: "en-GB" })).newPage()
})
test.afterAll(async () => {
  for (const stop of stops) stop()
  await desk?.close()
  await system?.stop()
  fs.rmSync(work, { recursive: true, force: true })
})

/** Stands between: reads each request whole and passes it on. Gives the address under which it does. */
async function intercept(tls: https.ServerOptions = {}): Promise<string> {
  const { hostname, port } = new URL(system.publicOrigin)
  const server = https.createServer(
    { key: fs.readFileSync(keyFile), cert: fs.readFileSync(certFile), ...tls },
    (request, reply) => {
      const parts: Buffer[] = []
      request.on("data", (part: Buffer) => parts.push(part))
      request.on("end", () => {
        const body = Buffer.concat(parts)
        const { method, url = "/", headers } = request
        read.push({ url, head: JSON.stringify([url, headers]), body })
        const on = http.request({ hostname, port, method, path: url, headers }, (answer) => {
          reply.writeHead(answer.statusCode ?? 502, answer.headers)
          answer.pipe(reply)
        })
        on.on("error", () => reply.destroy())
        on.end(body)
      })
    },
  )
  await new Promise<void>((ready) => server.listen(0, "localhost", ready))
  stops.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return `https://localhost:${(server.address() as AddressInfo).port}`
}

for (const [what, tls] of [
  ["a certificate that nobody vouches for", {}],
  ["TLS 1.1", { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" }],
] as [string, https.ServerOptions][]) {
  test(`hostile 28: behind ${what} the phone sends nothing at all`, async () => {
    read = []
    const origin = await intercept(tls)
    const phone = await openPhone(path.join(work, what.replaceAll(/\W/g, "")), undefined, 0)
    const page = phone.pages()[0] ?? (await phone.newPage())
    await expect(page.goto(`${origin}/diary`)).rejects.toThrow(/ERR_CERT_AUTHORITY_INVALID|ERR_SSL_/)
    await phone.close()
    expect(read).toEqual([])
  })
}

test("hostile 28: behind a certificate that the phone trusts, all that is read of a visit is one sealed box of one size", async () => {
  await enrolOfficer(officer, system.invitation, "Officer One")
  const digits = await openCase(officer, system)
  const code = signCode(system, { en: NAME, hant: HANT, category: 4 })
  read = []
  const origin = await intercept()
  const key = new X509Certificate(fs.readFileSync(certFile)).publicKey.export({ type: "spki", format: "der" })
  const trusted = createHash("sha256").update(key).digest("base64")
  const phone = await openPhone(path.join(work, "trusting"), undefined, system.clockOffset(), [
    `--ignore-certificate-errors-spki-list=${trusted}`,
  ])
  const page = await startPhone(phone, { ...system, publicOrigin: origin })
  await page.getByRole("link", { name: "Scan", exact: true }).click()
  await page.locator("input[type=file]").setInputFiles(pictureOf(code))
  await expect(page.getByText("You’re in", { exact: true })).toBeVisible()
  await leave(page)
  await page.goto(`${origin}/u#${digits}`)
  await page.getByRole("button", { name: "Continue" }).click()
  await page.getByRole("button", { name: "Seal and send 1 visit" }).click()
  await expect(page.getByText("1 visit was received")).toBeVisible({ timeout: 40_000 })
  await phone.close()

  const uploads = read.filter(({ url }) => url === submitUpload.path)
  expect(uploads.length).toBeGreaterThan(0)
  expect(new Set(uploads.map(({ body }) => body.length))).toEqual(new Set([submitUpload.bodyBytes]))
  const words = [NAME, HANT, digits, code.split("#")[1] ?? ""].flatMap((text) => [
    Buffer.from(text),
    Buffer.from(text, "utf16le"),
    Buffer.from(encodeURIComponent(text)),
    Buffer.from(Buffer.from(text).toString("base64url").replace(/.$/, "")),
  ])
  for (const { url, head, body } of read)
    for (const word of words) expect(Buffer.concat([Buffer.from(head), body]).includes(word), url).toBe(false)
})
