import { execFileSync } from "node:child_process"
import fs from "node:fs"
import http from "node:http"
import type { AddressInfo } from "node:net"
import path from "node:path"
import { type Browser, type BrowserContext, expect, type Page } from "@playwright/test"
import { setClock } from "./browsers.ts"
import type { Place } from "./choose-venue.ts"
import type { System } from "./run-system.ts"

export const PIN = "471100"

/** A tablet at a door: a browser of its own with the app, and a clock that can be moved. */
export interface Tablet {
  readonly context: BrowserContext
  readonly page: Page
  /** Every request's address and body, as bytes in Latin-1. */
  readonly sent: string[]
}

/** Opens the door's app in a browser of its own. */
export async function openTablet(desk: Browser, system: System): Promise<Tablet> {
  const context = await desk.newContext({ locale: "en-GB", viewport: { width: 1024, height: 768 } })
  context.setDefaultTimeout(20_000)
  await setClock(context, system.clockOffset())
  const page = await context.newPage()
  const sent = watchSent(page)
  await page.goto(`${system.publicOrigin}/gate/`)
  return { context, page, sent }
}

/** Writes down what a page sends. */
export function watchSent(page: Page): string[] {
  const sent: string[] = []
  page.on("request", (request) => {
    sent.push(`${request.url()} ${request.postDataBuffer()?.toString("latin1") ?? ""}`)
  })
  return sent
}

/** Makes a tablet a screen with a PIN; gives the text of the code that it shows to the portal. */
export async function makeScreen({ page }: Tablet): Promise<string> {
  await page.getByRole("button", { name: "Set up as the screen" }).click()
  await page.getByLabel("PIN", { exact: true }).fill(PIN)
  await page.getByRole("button", { name: "Use this PIN" }).click()
  await expect(page.getByRole("heading", { name: "Give this screen its keys" })).toBeVisible()
  return page.getByLabel("The same as text").inputValue()
}

/** The operator hands a screen its keys, by its code as text or by a photo of it. */
export async function giveKeys(operator: Page, entrance: string, code: string | Buffer): Promise<void> {
  await operator.getByLabel("Entrance where it stands").selectOption({ label: entrance })
  if (typeof code === "string") {
    await operator.getByLabel("Or the code as text").fill(code)
    await operator.getByRole("button", { name: "Give it its keys" }).click()
  } else {
    const buffer = code
    await operator
      .getByLabel("A photo of the screen’s code")
      .setInputFiles({ name: "screen.png", mimeType: "image/png", buffer })
  }
  await expect(operator.getByText("The screen has its keys")).toBeVisible({ timeout: 40_000 })
}

/** The code that a screen shows just now, as a photo of it. */
export async function photograph({ page }: Tablet): Promise<Buffer> {
  const code = page.locator(".code-frame svg")
  await expect(code).toBeVisible()
  return page.locator(".code-frame").screenshot()
}

/** What a decoder reads in a photo. */
export function readPhoto(photo: Buffer, work: string): string {
  const file = path.join(work, "photo.png")
  fs.writeFileSync(file, photo)
  return execFileSync("zbarimg", ["-q", "--raw", file], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }).trim()
}

/** Moves a tablet's clock and starts its page again, as after a night without power. */
export async function moveClock({ context, page }: Tablet, clockOffset: number): Promise<void> {
  await setClock(context, clockOffset)
  await page.reload()
}

/** Staff open their page with the PIN. */
export async function openStaffPage({ page }: Tablet): Promise<void> {
  await page.getByRole("button", { name: "Staff", exact: true }).click()
  await page.getByLabel("The staff’s PIN").fill(PIN)
  await page.getByRole("button", { name: "Open the staff’s page" }).click()
  await expect(page.getByRole("button", { name: "Let in", exact: true })).toBeVisible()
}

/** The two pictures that staff see for one question: this minute's and the last's, in words. */
export async function tilesFor(page: Page, challenge: number): Promise<string[]> {
  const tiles = page.locator(`[data-challenge="${challenge}"]`).getByRole("img")
  await expect(tiles).toHaveCount(2)
  return tiles.evaluateAll((found) => found.map((tile) => tile.getAttribute("aria-label") ?? ""))
}

/** A phone reads a photo of a code. */
export async function scanPhoto(page: Page, photo: Buffer): Promise<void> {
  await page.getByRole("link", { name: "Scan", exact: true }).click()
  const next = page.getByRole("button", { name: "Scan the next place" })
  const again = page.getByRole("button", { name: "Scan again" })
  const input = page.getByLabel("Read a code from a photo")
  await expect(next.or(input).or(again).first()).toBeAttached()
  if (await next.isVisible()) await next.click()
  else if (await again.isVisible()) await again.click()
  await input.setInputFiles({ name: "code.png", mimeType: "image/png", buffer: photo })
}

/** An operator registers a market with several entrances. */
export async function registerMarket(
  page: Page,
  place: Place,
  entrances: readonly { en: string; hant: string }[],
): Promise<void> {
  await page.getByRole("link", { name: "Register a venue" }).first().click()
  await page.getByLabel("Name in English", { exact: true }).fill(place.en)
  await page.getByLabel("Name in Traditional Chinese").fill(place.hant)
  await page.getByLabel("Address in English").fill(place.addressEn)
  await page.getByLabel("Address in Chinese").fill(place.addressHant)
  await page.getByLabel("Category").selectOption({ label: "Market" })
  await page.getByLabel("Register number").fill("R-8801")
  for (const [at, entrance] of entrances.entries()) {
    if (at > 0) await page.getByRole("button", { name: "Add an entrance" }).click()
    const group = page.getByRole("group", { name: `Entrance ${at + 1}` })
    await group.getByLabel(/^Name in English/).fill(entrance.en)
    await group.getByLabel(/^Name in Chinese/).fill(entrance.hant)
  }
  await page.getByRole("button", { name: "Register and get the code" }).click()
  await expect(page.getByText(/Your code is provisional until/)).toBeVisible({ timeout: 30_000 })
}

/** K_v as the operator's browser keeps it. */
export async function readVenueKey(page: Page): Promise<Buffer> {
  const bytes = await page.evaluate(
    () =>
      new Promise<number[]>((resolve, reject) => {
        const open = indexedDB.open("homesafe-venue")
        open.onerror = () => reject(new Error("no database"))
        open.onsuccess = () => {
          const all = open.result.transaction("keys").objectStore("keys").getAll()
          all.onsuccess = () => {
            const [kept] = all.result as { venueKey: Uint8Array }[] // as: written by the portal
            resolve([...(kept?.venueKey ?? [])])
          }
        }
      }),
  )
  return Buffer.from(bytes)
}

/** A shutter on the tablet itself, which writes down how it is called. */
export async function openShutterServer() {
  const calls: string[] = []
  const server = http.createServer((request, response) => {
    let bytes = 0
    request.on("data", (part: Buffer) => {
      bytes += part.length
    })
    request.on("end", () => {
      calls.push(`${request.method} ${request.url}, ${bytes} bytes`)
      response.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo // as: it listens on a port
  return {
    address: `http://127.0.0.1:${port}/open`,
    calls: () => calls,
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}
