import { isCredential, readVenueCode, type VenueCode } from "@homesafe/codes"
import { loadWallet, type WalletTranslate } from "@homesafe/i18n/wallet"
import { Banner, Button, Card, Chip, Loading } from "@homesafe/ui"
import { type ReactNode, useEffect, useState } from "react"
import { handPlace } from "../diary/handed-place.ts"
import { useApp } from "../shell/app-context.ts"
import { Page } from "../shell/page.tsx"
import { useTexts } from "../shell/use-texts.ts"
import { handRecord } from "../wallet/handed-record.ts"

/**
 * A code that is none of ours: another system's poster, kept as a private entry if its owner likes; a health document, which goes to the
 * wallet's question; anything else is `otherwise`. Nothing that a code points to is opened.
 */
export function ForeignCode({
  text,
  onAgain,
  otherwise,
}: {
  readonly text: string
  readonly onAgain: () => void
  readonly otherwise: ReactNode
}) {
  const { t, go } = useApp()
  const w = useTexts(loadWallet)
  const [code, setCode] = useState<VenueCode | "document" | null>()
  useEffect(() => {
    if (isCredential(text)) {
      setCode("document")
      handRecord(text)
      go("/wallet/add")
    } else void readVenueCode(text).then(setCode)
  }, [text, go])
  if (code === null) return otherwise
  if (code === undefined || code === "document" || !w) return <Loading text={t("state.loading")} />
  return <ForeignVenue code={code} w={w} onAgain={onAgain} />
}

function ForeignVenue({
  code: { system, state, place },
  w,
  onAgain,
}: {
  readonly code: VenueCode
  readonly w: WalletTranslate
  readonly onAgain: () => void
}) {
  const { t, go } = useApp()
  const [name] = place?.names ?? []
  const keep = () => {
    handPlace(name?.text ?? place?.address ?? w(`system.${system}`))
    go("/diary/add")
  }
  return (
    <Page
      title={w("foreign.title")}
      place="scan"
      isBranded
      dockLabel={t("page.actions")}
      dock={
        <Button icon="scan" wide big onClick={onAgain}>
          {t("refused.again")}
        </Button>
      }
    >
      <div className="stack g4">
        <h1>{w("foreign.title")}</h1>
        <Banner level="caution" title={w("foreign.short")}>
          {w("foreign.text", { system: w(`system.${system}`) })}
        </Banner>
        <Card>
          <div className="stack g3">
            <h2>{w("foreign.place")}</h2>
            {place && (place.names.length > 0 || place.address) ? (
              <div className="breaks">
                {place.names.map(({ text, language }) => (
                  <p key={text} className="t" lang={language}>
                    <bdi>{text}</bdi>
                  </p>
                ))}
                {place.address && (
                  <p className="soft">
                    <bdi>{place.address}</bdi>
                  </p>
                )}
              </div>
            ) : (
              <p>{w("foreign.noPlace")}</p>
            )}
            <div>
              <Chip tone={state === "verified" ? "ok" : state === "refused" ? "fault" : "line"}>
                {w(`foreign.state.${state}`)}
              </Chip>
            </div>
          </div>
        </Card>
        {state !== "refused" && (
          <div className="stack g1">
            <Button kind="quiet" wide icon="diary" onClick={keep}>
              {w("foreign.keep")}
            </Button>
            <p className="small soft">{w("foreign.keepHint")}</p>
          </div>
        )}
        <p className="soft">{w("foreign.notOpened")}</p>
      </div>
    </Page>
  )
}
