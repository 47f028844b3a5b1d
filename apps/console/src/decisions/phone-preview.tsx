import { type Piece, readAdvice } from "@homesafe/domain"
import { type Language, languages } from "@homesafe/i18n"
import { Banner, Segmented, Steps } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { textIn } from "../app/names.ts"
import { sayTimes } from "../app/times.ts"

/** The words that a phone will show, in each language. */
export function PhonePreview({
  template,
  exposedAt,
}: {
  readonly template: number
  /** Seconds: the moment from which deadlines count on a phone that came first. */
  readonly exposedAt: number
}) {
  const { t, catalogue, deployment } = useConsole()
  const [language, setLanguage] = useState<Language>(t.language)
  const found = catalogue.templates.find((x) => x.n === template)
  if (!found) return null
  const say = sayTimes(deployment, language)
  const { disease, lead, steps } = readAdvice(textIn(found, language), (after, unit) =>
    unit === "hours" ? say.moment(exposedAt + after) : say.dayOf(exposedAt + after),
  )
  const short = { en: "EN", "zh-Hant": "繁", "zh-Hans": "简" }
  return (
    <section className="stack g3" aria-labelledby="preview">
      <div className="row between wrap g3">
        <h2 id="preview">{t("preview.title")}</h2>
        <Segmented
          label={t("language.label")}
          options={languages.map((value) => ({ value, label: short[value], lang: value }))}
          value={language}
          onChange={(value) => setLanguage(languages.find((l) => l === value) ?? "en")}
        />
      </div>
      <div className="preview-phone stack g4" lang={language}>
        <Banner level="exposed" title={disease}>
          {lead}
        </Banner>
        <Steps exposure items={steps.map((step) => step.map(sayPiece))} />
        <span className="button exposure wide">{deployment.hotline}</span>
      </div>
      <p className="small soft">{t("preview.nobody")}</p>
    </section>
  )
}

function sayPiece({ text, isStrong }: Piece) {
  return isStrong ? <b key={text}>{text}</b> : text
}
