import { type Language, languages } from "@homesafe/i18n"
import { Banner, Segmented, Steps } from "@homesafe/ui"
import { type ReactNode, useState } from "react"
import { useConsole } from "../app/context.ts"
import { textIn } from "../app/names.ts"

/** The words that a phone will show, in each language. */
export function PhonePreview({ template }: { readonly template: number }) {
  const { t, catalogue, deployment } = useConsole()
  const [language, setLanguage] = useState<Language>(t.language)
  const found = catalogue.templates.find((x) => x.n === template)
  if (!found) return null
  const [disease = "", lead = "", ...steps] = textIn(found, language).split("\n")
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
        <Steps exposure items={steps.map((step) => boldStart(step))} />
        <span className="button exposure wide">{deployment.hotline}</span>
      </div>
      <p className="small soft">{t("preview.nobody")}</p>
    </section>
  )
}

/** A step's first words, between **, in bold (docs/spec, templates). */
function boldStart(step: string): ReactNode {
  const [, bold, rest] = /^\*\*(.+?)\*\*(.*)$/.exec(step) ?? []
  return bold === undefined ? step : [<b key="b">{bold}</b>, rest]
}
