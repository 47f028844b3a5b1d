import type { Credential } from "@homesafe/codes/credentials"
import type { WalletTranslate } from "@homesafe/i18n/wallet"
import { Banner, Button, Card } from "@homesafe/ui"
import { useState } from "react"
import { ListAge } from "./list-age.tsx"
import type { Trusted } from "./read-record.ts"
import { RecordFacts } from "./record-facts.tsx"
import { type Days, meaningOf, stateOf, titleOf } from "./words.ts"

/** What a document says and how it stands: little at first, everything when asked. */
export function RecordView({
  credential,
  trusted,
  w,
  days,
}: {
  readonly credential: Credential
  readonly trusted: Trusted
  readonly w: WalletTranslate
  readonly days: Days
}) {
  const [isWhole, setWhole] = useState(false)
  const state = stateOf(credential)
  const hasMore = credential.records.length > 0
  return (
    <>
      <Banner
        {...(state.tone === "ok" ? { level: "info", icon: "check" } : { level: state.tone })}
        title={w(state.key)}
      >
        {meaningOf(w, credential, days)}
      </Banner>
      {(hasMore || credential.holders.length > 0) && (
        <Card>
          <div className="stack g4">
            <h2>{titleOf(w, credential.records[0])}</h2>
            <RecordFacts credential={credential} isWhole={isWhole} w={w} days={days} />
            {hasMore && (
              <Button kind="plain" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
                {w(isWhole ? "less" : "more")}
              </Button>
            )}
          </div>
        </Card>
      )}
      <ListAge trusted={trusted} w={w} days={days} />
    </>
  )
}
