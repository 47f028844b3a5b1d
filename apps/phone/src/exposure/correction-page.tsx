import { diseaseInSentence } from "@homesafe/domain"
import { formatMoment } from "@homesafe/i18n"
import { Banner, Button, Icon } from "@homesafe/ui"
import type { AlertView } from "../keeper/views.ts"
import { sayName, useApp } from "../shell/app-context.ts"
import { Page } from "../shell/page.tsx"
import { placeOf } from "./exposure-page.tsx"
import { telLink } from "./hotline.tsx"
import { sayAdvice } from "./say-advice.ts"

/** A warning that is no longer true: you need do nothing. */
export function CorrectionPage({ alert }: { readonly alert: AlertView }) {
  const facts = useApp()
  const { t, overview, go } = facts
  const place = placeOf(facts, alert)
  const { disease } = sayAdvice(facts, alert)
  const moment = (at: number) => formatMoment(at * 1000, t.language, overview.timeZone)
  const remark = alert.remark && sayName(alert.remark, t.language)
  const { hotline } = overview
  return (
    <Page
      title={t("correction.title")}
      back="/diary"
      dock={
        <Button wide onClick={() => go("/diary")}>
          {t("correction.gotIt")}
        </Button>
      }
    >
      <div className="stack g5">
        <section className="stack g3">
          <Banner level="corrected" title={t("correction.banner")} levelWord={t("level.corrected")}>
            {moment(alert.list.t)}
          </Banner>
          <p className="lead">
            <b>{t("correction.sentence", { venue: place.venue, date: place.day })}</b> {remark?.text}
          </p>
          <p>{t("correction.sorry")}</p>
        </section>
        <section className="stack g3" aria-labelledby="if">
          <h2 id="if">{t("correction.ifActed")}</h2>
          <ul className="card stack g3">
            <li className="row top g3">
              <Icon name="check" size="s" />
              <span>{t("correction.stayedHome")}</span>
            </li>
            {hotline !== "" && (
              <li className="row top g3">
                <Icon name="call" size="s" />
                <span>
                  {t("correction.questions")}{" "}
                  <a className="nowrap" href={telLink(hotline)}>
                    {hotline}
                  </a>
                </span>
              </li>
            )}
          </ul>
        </section>
        <section className="stack g3" aria-labelledby="history">
          <h2 id="history">{t("correction.whatHappened")}</h2>
          <ol className="timeline">
            <li className="past">
              <b>{moment(alert.firstList.t)}</b>
              <br />
              <span className="soft">
                <s>{t("correction.warned", { disease: diseaseInSentence(disease), venue: place.venue })}</s>
              </span>
            </li>
            <li>
              <b>{moment(alert.list.t)}</b>
              <br />
              {t("correction.withdrawn", { seq: alert.list.seq })}
            </li>
          </ol>
        </section>
      </div>
    </Page>
  )
}
