import { splitEntranceName } from "@homesafe/domain"
import { formatDay, formatMoment, formatStay } from "@homesafe/i18n"
import { Banner, Facts, LinkButton, Steps } from "@homesafe/ui"
import type { AlertView } from "../keeper/views.ts"
import { type AppFacts, sayName, useApp } from "../shell/app-context.ts"
import { Page } from "../shell/page.tsx"
import { diseaseInSentence, type Piece, readAdvice } from "./read-advice.ts"

/** A warning: the disease, where and when, what to do, who knows, who signed. */
export function ExposurePage({ alert }: { readonly alert: AlertView }) {
  const facts = useApp()
  const { t, overview } = facts
  const advice = readAdvice(sayName(alert.texts, t.language).text)
  const place = placeOf(facts, alert)
  const stay = (from: number, until: number) => formatStay(from * 1000, until * 1000, t.language, overview.timeZone)
  const remark = alert.remark && sayName(alert.remark, t.language)
  return (
    <Page title={t("exposure.title")} back="/diary" dock={<Hotline />}>
      <div className="stack g5">
        <section className="stack g3">
          <Banner level="exposed" title={advice.disease} levelWord={t("level.exposed")}>
            {alert.isCorrected ? t("exposure.corrected") : t("exposure.bannerText")}
          </Banner>
          <p className="lead">
            <b>
              {t("exposure.sentence", {
                venue: place.venue,
                date: place.day,
                disease: diseaseInSentence(advice.disease),
              })}
            </b>{" "}
            {advice.lead}
          </p>
          {remark && (
            <p lang={remark.lang}>
              {t("exposure.remark", { authority: sayName(overview.authority, t.language).text })} {remark.text}
            </p>
          )}
        </section>
        {advice.steps.length > 0 && (
          <section className="stack g3" aria-labelledby="do">
            <h2 id="do">{t("exposure.whatToDo")}</h2>
            <div className="card">
              <Steps exposure items={advice.steps.map((step) => step.map(sayPiece))} />
            </div>
          </section>
        )}
        <section className="stack g3" aria-labelledby="where">
          <h2 id="where">{t("exposure.whereWhen")}</h2>
          <div className="card">
            <Facts
              items={[
                { icon: "pin", term: t("exposure.where"), value: place.full, lang: place.lang },
                ...alert.visits.map((visit, nth) => ({
                  icon: "clock" as const,
                  term: nth === 0 ? t("exposure.youWereThere") : t("exposure.andAgain", { n: nth + 1 }),
                  value: stay(visit.arrivedAt, visit.leftAt ?? visit.leavesAt),
                })),
                {
                  icon: "exposed",
                  term: t("exposure.riskTime"),
                  value: alert.windows.map(([from, until]) => stay(from, until)).join("; "),
                },
                {
                  icon: "eye",
                  term: t("exposure.whoKnows"),
                  value: t("exposure.onlyYou"),
                  note: t("exposure.onlyYouText"),
                },
              ]}
            />
          </div>
          <p className="xs soft">
            {t("exposure.signed", {
              authority: sayName(overview.authority, t.language).text,
              seq: alert.list.seq,
              time: formatMoment(alert.list.t * 1000, t.language, overview.timeZone),
            })}
          </p>
        </section>
      </div>
    </Page>
  )
}

function sayPiece({ text, isStrong }: Piece) {
  return isStrong ? <b key={text}>{text}</b> : text
}

/** The place and the day of an alert, as its sentences name them. */
export function placeOf({ t, overview }: Pick<AppFacts, "t" | "overview">, alert: AlertView) {
  const [visit] = alert.visits
  const name = visit ? sayName(visit.names, t.language) : { text: t("exposure.unknownPlace"), lang: undefined }
  const at = visit?.arrivedAt ?? alert.windows[0]?.[0] ?? alert.list.t
  return {
    venue: splitEntranceName(name.text).venue,
    full: name.text,
    lang: name.lang,
    day: formatDay(at * 1000, t.language, overview.timeZone),
  }
}

/** The authority's telephone, always at hand below a warning. */
export function Hotline() {
  const { t, overview } = useApp()
  if (overview.hotline === "") return null
  return (
    <>
      <LinkButton kind="exposure" wide icon="call" href={`tel:${overview.hotline.replace(/[^0-9+]/g, "")}`}>
        {t("exposure.call", { number: overview.hotline })}
      </LinkButton>
      <p className="xs soft centred">{t("exposure.callNote")}</p>
    </>
  )
}
