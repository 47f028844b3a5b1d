import { formatMoment } from "@homesafe/i18n"
import { Banner, Button, Dialog } from "@homesafe/ui"
import { useState } from "react"
import { useApp } from "../shell/app-context.ts"
import { Page } from "../shell/page.tsx"
import type { WaitingView } from "./answer-upload.ts"

/** Sealed and not yet sent: it goes by itself when there is a network, also after the app was closed. */
export function WaitingStep({
  waiting,
  isSending,
  onRetry,
  onCancel,
}: {
  readonly waiting: WaitingView
  readonly isSending: boolean
  readonly onRetry: () => void
  readonly onCancel: () => void
}) {
  const { t, overview } = useApp()
  const [isAsking, setAsking] = useState(false)
  const moment = (at: number) => formatMoment(at * 1000, t.language, overview.timeZone)
  return (
    <Page
      title={t("share.title")}
      back="/diary"
      dock={
        <>
          {isSending && <progress aria-label={t("share.sealing")} />}
          <Button wide busy={isSending} onClick={onRetry}>
            {t("waiting.retry")}
          </Button>
          <Button kind="quiet" wide onClick={() => setAsking(true)}>
            {t("waiting.cancel")}
          </Button>
        </>
      }
    >
      <div className="stack g4">
        <Banner level="info" icon="seal" title={t("waiting.title", { n: waiting.visits })}>
          {t("waiting.text")}
        </Banner>
        <p className="soft num">{t("waiting.since", { time: moment(waiting.since) })}</p>
        <p className="soft num">{t("waiting.next", { time: moment(waiting.nextTry) })}</p>
        <p className="soft">{t("waiting.open")}</p>
      </div>
      <Dialog
        open={isAsking}
        title={t("waiting.cancelTitle")}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button kind="quiet" onClick={() => setAsking(false)}>
              {t("waiting.keep")}
            </Button>
            <Button kind="danger" onClick={onCancel}>
              {t("waiting.cancel")}
            </Button>
          </>
        }
      >
        <p>{t("waiting.cancelText")}</p>
      </Dialog>
    </Page>
  )
}
