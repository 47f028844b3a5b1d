import { randomBytes } from "node:crypto"
import { composeUrl, makeCard } from "@homesafe/protocol/venue"
import type { Page } from "@playwright/test"
import { pictureOf } from "../harness/sign-code.ts"
import type { Say } from "./sheet.ts"

/** Photos of a new card's outside and inside, for whoever stands at this address. */
export async function photographCard(address: string, pin: string | null) {
  const { fronts, inside } = await makeCard((n) => new Uint8Array(randomBytes(n)), pin, 0)
  const photoOf = (bytes: Uint8Array) => pictureOf(composeUrl(new URL(address).host, "c", bytes).url)
  return { front: photoOf(fronts[0] ?? inside), inside: photoOf(inside) }
}

/** On the phone: looking into somebody's card, up to a card that was never scanned. */
export async function takeCardPages(
  page: Page,
  address: string,
  sheet: (name: string, address: string, act?: (say: Say) => Promise<void>) => Promise<void>,
): Promise<void> {
  const at = "/settings/card"
  const { front, inside } = await photographCard(address, "123456")
  const scan = (picture: ReturnType<typeof pictureOf>) => page.locator("input[type=file]").setInputFiles(picture)
  const pin = async (say: Say) => {
    await scan(inside)
    await page.getByLabel(say("pin")).waitFor()
  }
  await sheet("40-card-scan", at)
  await sheet("41-card-outside", at, async (say) => {
    await scan(front)
    await page.getByText(say("problem.other-side")).waitFor()
  })
  await sheet("42-card-pin", at, pin)
  await sheet("43-card-empty", at, async (say) => {
    await pin(say)
    await page.getByLabel(say("pin")).fill("123456")
    await page.getByRole("button", { name: say("look"), exact: true }).click()
    await page.getByText(say("empty")).waitFor({ timeout: 30_000 })
  })
}
