import type { WalletTranslate } from "@homesafe/i18n/wallet"
import { nowSeconds } from "../keeper/ask-keeper.ts"
import type { Trusted } from "./read-record.ts"
import type { Days } from "./words.ts"

/** By which list of issuers a document was checked, and how old it is. */
export function ListAge({
  trusted: { listedAt, hasIssuers },
  w,
  days,
}: {
  readonly trusted: Trusted
  readonly w: WalletTranslate
  readonly days: Days
}) {
  if (listedAt === null || !hasIssuers) return <p className="small soft">{w("noList")}</p>
  const age = Math.floor((nowSeconds() - listedAt) / 86_400)
  return (
    <p className="small soft">
      {w("list", { date: days.moment(listedAt) })} {age > 0 && w("listOld", { days: age })}
    </p>
  )
}
