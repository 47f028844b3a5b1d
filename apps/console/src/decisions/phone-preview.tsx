import { type Piece, readAdvice } from "@homesafe/domain"
import { type Language, languages } from "@homesafe/i18n"
import { sayNotice } from "@homesafe/i18n/notice"
import { translateShared } from "@homesafe/i18n/shared"
import type { Names } from "@homesafe/protocol"
import type { NoticeSubject } from "@homesafe/protocol/officer"
import { Banner, Segmented, Steps } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { textIn } from "../app/names.ts"
import { sayTimes } from "../app/times.ts"

/** The words that a phone will show, in each language. */
export function PhonePreview({
  template,
  exposedAt,
  board,
}: {
  readonly template: number
  /** Seconds: the moment from which deadlines count on a phone that came first. */
  readonly exposedAt: number
  /** What the public page says above it, for a warning by name that reaches no phone. */
  readonly board?: {
    readonly names: Names
    readonly about: NoticeSubject
    readonly from: number
    readonly until: number
  }
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
        <h2 id="preview">{t(board ? "named.preview" : "preview.title")}</h2>
        <Segmented
          label={t("language.label")}
          options={languages.map((value) => ({ value, label: short[value], lang: value }))}
          value={language}
          onChange={(value) => setLanguage(languages.find((l) => l === value) ?? "en")}
        />
      </div>
      <div className="preview-phone stack g4" lang={language}>
        {board && (
          <div className="stack g1">
            <p>
              <b>{sayNotice(translateShared(language), { ...board.about, names: board.names })}</b>
            </p>
            <p>{say.span(board.from, board.until)}</p>
          </div>
        )}
        <Banner level="exposed" title={disease}>
          {lead}
        </Banner>
        <Steps exposure items={steps.map((step) => step.map(sayPiece))} />
        <span className="button exposure wide">{deployment.hotline}</span>
      </div>
      {!board && <p className="small soft">{t("preview.nobody")}</p>}
    </section>
  )
}

function sayPiece({ text, isStrong }: Piece) {
  return isStrong ? <b key={text}>{text}</b> : text
}
