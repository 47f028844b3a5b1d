import { formatDate, formatMoment } from "@homesafe/i18n"
import { Banner, Button, Facts } from "@homesafe/ui"
import { telLink } from "../exposure/hotline.tsx"
import type { ReceiptView } from "../keeper/views.ts"
import { sayName, useApp } from "../shell/app-context.ts"
import { Page } from "../shell/page.tsx"

/** What was received, with the signed receipt. */
export function DoneStep({ receipt }: { readonly receipt: ReceiptView }) {
  const { t, overview, go } = useApp()
  const authority = sayName(overview.authority, t.language).text
  const isUsed = receipt.status === "used-otherwise"
  return (
    <Page
      title={t("done.title")}
      back="/diary"
      actions={<span className="small soft num step-of">3 / 3</span>}
      dock={
        <Button wide onClick={() => go("/diary")}>
          {t("done.toDiary")}
        </Button>
      }
    >
      <div className="stack g4">
        <div role="status">
          <Banner
            level={isUsed ? "caution" : "corrected"}
            icon={isUsed ? "caution" : "check"}
            title={t(`done.${receipt.status}.title`, { n: receipt.visits })}
          >
            {t(`done.${receipt.status}.text`, { authority })}
          </Banner>
        </div>
        <section className="stack g3" aria-labelledby="receipt">
          <h2 id="receipt">{t("done.receipt")}</h2>
          <ReceiptFacts receipt={receipt} />
          <p className="small soft">{t("done.receiptNote")}</p>
        </section>
        {!isUsed && <p>{t("done.next")}</p>}
        {overview.hotline !== "" && (
          <p className="small soft">
            {t("correction.questions")} <a href={telLink(overview.hotline)}>{overview.hotline}</a>
          </p>
        )}
      </div>
    </Page>
  )
}

/** A receipt's facts, as kept on the phone. */
export function ReceiptFacts({ receipt }: { readonly receipt: ReceiptView }) {
  const { t, overview } = useApp()
  return (
    <div className="card">
      <Facts
        items={[
          { icon: "clock", term: t("done.at"), value: formatMoment(receipt.t * 1000, t.language, overview.timeZone) },
          { icon: "diary", term: t("done.visits"), value: t("done.visitsValue", { n: receipt.visits }) },
          {
            icon: "seal",
            term: t("done.hash"),
            value: <span className="mono small">{receipt.textHash.slice(0, 16)}</span>,
          },
          receipt.kept
            ? {
                icon: "clock",
                term: t("done.keptUntil"),
                value: formatDate(receipt.kept.until * 1000, t.language, overview.timeZone),
                note: t("done.keptSigned", { key: receipt.kept.keeperKeyId }),
              }
            : { icon: "clock", term: t("done.keptUntil"), value: t("done.keptNotYet"), note: t("done.keptNotYetText") },
          { icon: "key", term: t("done.signedBy"), value: <span className="mono small">{receipt.receiptKeyId}</span> },
        ]}
      />
    </div>
  )
}
