import { freshPair, type Pair } from "@homesafe/codes/keys.test-support"
import { dccClaims, dccOf, KID_TEXT } from "@homesafe/codes/make.test-support"
import { unixSeconds, writeIssuers } from "@homesafe/protocol"
import { expect, type Page } from "@playwright/test"
import { openPage } from "./change-files.ts"
import { approveOpen } from "./decide.ts"
import { signInOfficer } from "./desk.ts"
import type { System } from "./run-system.ts"
import { pictureOfText } from "./sign-code.ts"

/** A country that issues certificates, with a key of its own. */
export interface Country {
  /** A certificate that was issued a day ago and ends after so many hours; the system's clock says what now is. */
  readonly certify: (hours: number) => string
  /** One whose signature was changed by a bit. */
  readonly forge: (hours: number) => string
  /** A list of issuers that names the country's key. */
  readonly list: Buffer
}

export function foundCountry(system: System): Country {
  const pair: Pair = freshPair()
  const now = Math.floor(Date.now() / 1000) + system.clockOffset()
  const times = { from: unixSeconds(now - 30 * 86_400), until: unixSeconds(now + 300 * 86_400) }
  const key = { format: "eu-dcc", issuer: "AT", kid: KID_TEXT, spki: Uint8Array.from(pair.spki), ...times } as const
  const certify = (hours: number, change?: (signature: Uint8Array) => Uint8Array) =>
    dccOf(
      pair,
      dccClaims(undefined, [
        [4, now + hours * 3600],
        [6, now - 86_400],
      ]),
      change ? { change } : {},
    )
  return {
    certify: (hours) => certify(hours),
    forge: (hours) => certify(hours, (signature) => signature.map((byte, at) => (at === 40 ? byte ^ 1 : byte))),
    list: Buffer.from(writeIssuers({ v: 1, keys: [key], revoked: [] })),
  }
}

/** Two officers put a country on the list of issuers, and the next list carries it. */
export async function putOnList(
  { first, other }: { readonly first: Page; readonly other: Page },
  system: System,
  country: Country,
  look: (page: Page) => Promise<void> = async () => {},
): Promise<void> {
  await signInOfficer(first, system)
  await openPage(first, "Public files")
  await first.getByRole("link", { name: "Issuers of health records" }).click()
  await expect(first.getByText("Nobody’s certificates are believed yet")).toBeVisible()
  await look(first)
  await first
    .getByLabel("Choose the file")
    .setInputFiles({ name: "issuers.json", mimeType: "application/json", buffer: country.list })
  await expect(first.getByText("1 key read", { exact: false })).toBeVisible()
  await first.getByLabel("Reason").fill("The issuer’s published list of this week")
  await look(first)
  await first.getByRole("button", { name: "Sign and propose" }).click()
  await expect(first.getByText("You proposed this. Another officer must approve it.")).toBeVisible()

  await signInOfficer(other, system)
  await openPage(other, "Public files")
  await other.getByRole("link", { name: /^Issuers of health records: 1 added/ }).click()
  await expect(other.getByText("AT · EU Digital COVID Certificate", { exact: false })).toBeVisible()
  await approveOpen(other, system, () => look(other))
}

/** Staff show the photo of a record to the tablet; the answer is awaited by its word. */
export async function checkRecord(page: Page, text: string, word: string) {
  const next = page.getByRole("button", { name: "Check the next record" })
  if (await next.isVisible()) await next.click()
  const photo = { name: "code.png", mimeType: "image/png", buffer: pictureOfText(text) }
  await page.getByLabel("Or take a photo of the code").setInputFiles(photo)
  const answer = page.getByRole("dialog", { name: word })
  await expect(answer).toBeVisible()
  return answer
}
