import type { NewRule } from "@homesafe/domain"
import { type Language, languages } from "@homesafe/i18n"
import { translateShared } from "@homesafe/i18n/shared"
import { Facts, Segmented } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { textIn } from "../app/names.ts"
import { sayTimes } from "../app/times.ts"

const short = { en: "EN", "zh-Hant": "繁", "zh-Hans": "简" }

/** A rule as phones and doors show it, in each language. */
export function RulePreview({ rule }: { readonly rule: NewRule }) {
  const { t, catalogue, deployment } = useConsole()
  const [language, setLanguage] = useState<Language>(t.language)
  const say = sayTimes(deployment, language)
  const words = translateShared(language)
  const places = catalogue.categories.filter(({ n }) => rule.categories.includes(n))
  const { penalty, exempt, alternative, shortStay } = rule
  return (
    <section className="stack g3" aria-labelledby="preview">
      <div className="row between wrap g3">
        <h2 id="preview">{t("preview.title")}</h2>
        <Segmented
          label={t("language.label")}
          options={languages.map((value) => ({ value, label: short[value], lang: value }))}
          value={language}
          onChange={setLanguage}
        />
      </div>
      <div className="preview-phone" lang={language}>
        <div className="card stack g3">
          <h3>{words(`rules.rule.${rule.rule}`)}</h3>
          <p className="soft">{words(`rules.means.${rule.rule}`)}</p>
          <p>{places.map((place) => textIn(place, language)).join(words("rules.joint"))}</p>
          <Facts
            items={[
              ...(exempt.length === 0
                ? []
                : [
                    {
                      icon: "people" as const,
                      term: words("rules.exempt"),
                      value: exempt.map((each) => words(`rules.exempt.${each}`)).join(words("rules.joint")),
                      note: words("rules.exemptNote"),
                    },
                  ]),
              ...(alternative === "none"
                ? []
                : [
                    {
                      icon: "hand" as const,
                      term: words("rules.alternative"),
                      value: words(`rules.alternative.${alternative}`),
                    },
                  ]),
              ...(shortStay === 0
                ? []
                : [
                    {
                      icon: "clock" as const,
                      term: words("rules.shortStay"),
                      value: words("rules.shortStayValue", { n: shortStay }),
                    },
                  ]),
              ...(penalty === null
                ? []
                : [
                    {
                      icon: "info" as const,
                      term: words("rules.penalty"),
                      value: words(`rules.penalty.${penalty.unit}`, { least: penalty.least, most: penalty.most }),
                    },
                  ]),
              {
                icon: "clock" as const,
                term: words("rules.when"),
                value: words("rules.fromUntil", { from: say.date(rule.from), until: say.date(rule.until - 1) }),
                note: words("rules.sunset"),
              },
              { icon: "key" as const, term: words("rules.by"), value: textIn(rule.by, language) },
              { icon: "info" as const, term: words("rules.reason"), value: textIn(rule.reason, language) },
            ]}
          />
        </div>
      </div>
      <p className="small soft">{t("rule.previewNote")}</p>
    </section>
  )
}
