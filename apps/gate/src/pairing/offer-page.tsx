import { digitsOfBytes } from "@homesafe/protocol"
import { composeUrl } from "@homesafe/protocol/venue"
import { Banner, Button, QrCode, Steps, TextAreaField } from "@homesafe/ui"
import { useState } from "react"
import { useGate } from "../app/context.ts"
import type { KeptScreen } from "../keys/gate-database.ts"
import { offerOf } from "../keys/screen-keys.ts"
import { useWakeLock } from "../time/use-wake-lock.ts"
import { LanguageRow } from "./language-row.tsx"
import { useAnswer } from "./use-answer.ts"

/** The screen's own code, to be carried to the portal, and the wait for its answer: at the beginning, and each week again. */
export function OfferPage({ screen, onDone }: { readonly screen: KeptScreen; readonly onDone: () => void }) {
  const { t, look } = useGate()
  const waiting = useAnswer(screen)
  const [isCopied, setCopied] = useState(false)
  useWakeLock()
  const bytes = offerOf(screen)
  const { text, url } = composeUrl(location.host, "p", bytes)
  const isFirst = screen.grant === null
  const finish = async () => {
    await look()
    onDone()
  }
  if (waiting.state === "taken") {
    return (
      <main className="page narrow stack g5">
        <h1>{t("pair.done", { n: waiting.days })}</h1>
        <p>{t("pair.doneText")}</p>
        <Button big icon="scan" onClick={() => void finish()}>
          {t("pair.show")}
        </Button>
      </main>
    )
  }
  return (
    <main className="page narrow stack g5">
      <LanguageRow />
      <div className="stack g2">
        <h1>{t(isFirst ? "pair.title" : "pair.renewTitle")}</h1>
        <p className="soft">{t("pair.lead")}</p>
      </div>
      {waiting.state === "refused" && (
        <Banner level="fault" title={t("pair.refused")}>
          {t(`pair.problem.${waiting.problem}`)}
        </Banner>
      )}
      {waiting.state === "offline" && <Banner level="caution">{t("pair.noNetwork")}</Banner>}
      <div className="offer">
        <div className="offer-code">
          <QrCode text={{ bytes: text, digits: digitsOfBytes(bytes) }} label={t("pair.code")} />
        </div>
        <div className="stack g4">
          <Steps items={[t("pair.step1"), t("pair.step2"), t("pair.step3")]} />
          <TextAreaField label={t("pair.asText")} readOnly rows={4} value={url} />
          <Button
            kind="quiet"
            onClick={() =>
              void navigator.clipboard.writeText(url).then(
                () => setCopied(true),
                () => undefined,
              )
            }
          >
            {t(isCopied ? "action.copied" : "action.copy")}
          </Button>
        </div>
      </div>
      <p className="soft small" role="status">
        {t("pair.waiting")} {t("pair.nothingSecret")}
      </p>
      {!isFirst && (
        <Button kind="plain" icon="back" onClick={onDone}>
          {t("staff.back")}
        </Button>
      )}
    </main>
  )
}
