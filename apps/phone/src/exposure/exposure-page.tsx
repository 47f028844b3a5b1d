import { diseaseInSentence, type Piece, splitEntranceName } from "@homesafe/domain"
import { formatDay, formatMoment, formatStay } from "@homesafe/i18n"
import { Banner, DemonstrationStrip, Facts, Steps } from "@homesafe/ui"
import { nowSeconds } from "../keeper/ask-keeper.ts"
import type { AlertView } from "../keeper/views.ts"
import { type AppFacts, sayName, useApp } from "../shell/app-context.ts"
import { Page } from "../shell/page.tsx"
import { ReadAloudButton } from "../speech/read-aloud-button.tsx"
import { sayStay } from "../visit/say-stay.ts"
import { CarePlaces } from "./care-places.tsx"
import { Hotline } from "./hotline.tsx"
import { sayAdvice, timeLeft } from "./say-advice.ts"

/** A warning: the disease and its deadline, where and when, what to do, who knows, who signed. */
export function ExposurePage({ alert, isExample }: { readonly alert: AlertView; readonly isExample?: boolean }) {
  const facts = useApp()
  const { t, overview } = facts
  const advice = sayAdvice(facts, alert)
  const place = placeOf(facts, alert)
  const stay = (from: number, until: number) => formatStay(from * 1000, until * 1000, t.language, overview.timeZone)
  const remark = alert.remark && sayName(alert.remark, t.language)
  const sentence = t("exposure.sentence", {
    venue: place.venue,
    date: place.day,
    disease: diseaseInSentence(advice.disease),
  })
  const aloud = [
    ...(isExample ? [t("exposure.exampleStrip")] : []),
    sentence,
    advice.lead,
    remark?.text ?? "",
    t("exposure.whatToDo"),
    ...advice.steps.map((step) => step.map(({ text }) => text).join("")),
    overview.hotline === "" ? "" : t("exposure.call", { number: overview.hotline }),
  ]
  return (
    <Page
      title={t("exposure.title")}
      back={isExample ? "/settings" : "/diary"}
      actions={<ReadAloudButton text={aloud.join("\n")} />}
      dock={<Hotline />}
    >
      <div className="stack g5">
        {isExample && <DemonstrationStrip text={t("exposure.exampleStrip")} />}
        <section className="stack g3">
          {alert.state === "held" ? (
            <Banner level="caution" title={t("exposure.held")}>
              {t("exposure.heldText")}
            </Banner>
          ) : (
            <Deadline disease={advice.disease} actWithin={advice.actWithin} alert={alert} />
          )}
          <p className="lead">
            <b>{sentence}</b> {advice.lead}
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
        <CarePlaces />
        <section className="stack g3" aria-labelledby="where">
          <h2 id="where">{t("exposure.whereWhen")}</h2>
          <div className="card">
            <Facts
              items={[
                { icon: "pin", term: t("exposure.where"), value: place.full, lang: place.lang },
                ...alert.visits.map((visit, nth) => ({
                  icon: "clock" as const,
                  term: nth === 0 ? t("exposure.youWereThere") : t("exposure.andAgain", { n: nth + 1 }),
                  value: sayStay(facts, visit),
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
            {isExample
              ? t("exposure.exampleSigned")
              : t("exposure.signed", {
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

/** The disease, and by when the first step still helps: the moment first, what is left second. */
export function Deadline({
  disease,
  actWithin,
  alert,
}: {
  readonly disease: string
  readonly actWithin: number | null
  readonly alert: Pick<AlertView, "exposedAt" | "isCorrected">
}) {
  const { t, overview } = useApp()
  const word = t("level.exposed")
  const note = t(alert.isCorrected ? "exposure.corrected" : "exposure.bannerText")
  if (actWithin === null) {
    return (
      <Banner level="exposed" title={disease} levelWord={word}>
        {note}
      </Banner>
    )
  }
  const until = alert.exposedAt + actWithin
  const left = timeLeft(until, nowSeconds())
  const title = t("exposure.actBy", { disease, moment: formatMoment(until * 1000, t.language, overview.timeZone) })
  return (
    <Banner level="exposed" title={left ? title : disease} levelWord={word}>
      {left ? t(`exposure.left.${left.unit}`, { n: left.n }) : t("exposure.tooLate")}{" "}
      {alert.isCorrected && t("exposure.corrected")}
    </Banner>
  )
}

/** A piece of a step, strong where the authority wrote it so. */
export function sayPiece({ text, isStrong }: Piece) {
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
