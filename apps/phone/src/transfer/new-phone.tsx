import { formatTime } from "@homesafe/i18n"
import { Banner, Button, ErrorState, Loading, QrCode, Steps } from "@homesafe/ui"
import { useCallback, useEffect, useRef, useState } from "react"
import { ask, nowSeconds } from "../keeper/ask-keeper.ts"
import { useApp } from "../shell/app-context.ts"
import { CheckNumber } from "./check-number.tsx"
import { MovePart } from "./move-part.tsx"
import type { OfferView, ReceiveNews } from "./receive-diary.ts"
import { TakenPart } from "./taken-part.tsx"

// Between two looks whether the box has come.
const LOOK_MS = 3000

/** The new phone: shows its code, waits for the box by the relay or opens it from a file, and says what has come. */
export function NewPhone({ onBack }: { readonly onBack: () => void }) {
  const { t } = useApp()
  const [offer, setOffer] = useState<OfferView>()
  const [news, setNews] = useState<ReceiveNews>({ state: "waiting" })
  const offerAnew = useCallback(async (isFresh: boolean) => {
    setNews({ state: "waiting" })
    setOffer(await ask("offerTransfer", { host: location.host, isFresh }))
  }, [])
  useEffect(() => void offerAnew(false), [offerAnew])
  // What the relay said while a file was being opened does not wipe away what came of the file.
  const hear = (relayed: ReceiveNews) =>
    setNews((now) => (now.state === "refused" || now.state === "taken" ? now : relayed))
  useRelay(offer, news, hear)

  const open = async (file: File | undefined) => {
    if (!file) return
    setNews(await ask("receiveTransfer", { file: new Uint8Array(await file.arrayBuffer()) }))
  }
  if (news.state === "taken") return <TakenPart news={news} onRetry={() => void look(setNews)} />
  if (news.state === "expired") {
    return (
      <MovePart title={t("move.isNew")} onBack={onBack}>
        <ErrorState
          title={t("move.new.expired")}
          text={t("move.new.expiredText")}
          action={<Button onClick={() => void offerAnew(true)}>{t("move.new.again")}</Button>}
        />
      </MovePart>
    )
  }
  return (
    <MovePart title={t("move.isNew")} onBack={onBack}>
      {news.state === "refused" && (
        <Banner level="fault" title={t(`move.refused.${news.problem}.title`)}>
          {t(`move.refused.${news.problem}.text`)}
        </Banner>
      )}
      {offer ? <Offer offer={offer} isOffline={news.state === "offline"} /> : <Loading text={t("state.loading")} />}
      <FileButton onFile={(file) => void open(file)} />
    </MovePart>
  )
}

function Offer({ offer, isOffline }: { readonly offer: OfferView; readonly isOffline: boolean }) {
  const { t, overview } = useApp()
  const { text, digits, checkNumber, until } = offer
  return (
    <div className="stack g3">
      <Steps items={[t("move.new.step1"), t("move.new.step2")]} />
      <div className="transfer-code">
        <QrCode text={{ bytes: text, digits }} label={t("move.code")} />
      </div>
      <p>{t("move.new.step3")}</p>
      <CheckNumber digits={checkNumber} />
      <p className="small soft" role="status">
        {isOffline
          ? t("move.new.offline")
          : t("move.new.waiting", { time: formatTime(until * 1000, t.language, overview.timeZone) })}
      </p>
    </div>
  )
}

async function look(onNews: (news: ReceiveNews) => void): Promise<void> {
  onNews(await ask("receiveTransfer", { file: null }))
}

/** Looks for the box every few seconds, until it is there or the code's ten minutes are over. */
function useRelay(offer: OfferView | undefined, news: ReceiveNews, onNews: (news: ReceiveNews) => void): void {
  const latest = useRef(onNews)
  latest.current = onNews
  const isOver = news.state === "taken" || news.state === "expired" || news.state === "refused"
  useEffect(() => {
    if (!offer || isOver) return
    const timer = setInterval(() => {
      if (nowSeconds() >= offer.until) latest.current({ state: "expired" })
      else if (document.visibilityState === "visible") void look(latest.current)
    }, LOOK_MS)
    return () => clearInterval(timer)
  }, [offer, isOver])
}

function FileButton({ onFile }: { readonly onFile: (file: File | undefined) => void }) {
  const { t } = useApp()
  const picker = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button kind="quiet" wide icon="save" onClick={() => picker.current?.click()}>
        {t("move.new.file")}
      </Button>
      <input
        ref={picker}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        aria-label={t("move.new.file")}
        onChange={(event) => {
          onFile(event.currentTarget.files?.[0])
          event.currentTarget.value = ""
        }}
      />
    </>
  )
}
