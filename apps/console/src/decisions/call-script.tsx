import type { Decision } from "@homesafe/api"
import { type Language, languages } from "@homesafe/i18n"
import { type ConsoleTranslate, loadConsole } from "@homesafe/i18n/console"
import { Segmented } from "@homesafe/ui"
import { useEffect, useState } from "react"
import { useConsole } from "../app/context.ts"
import { nameIn, placeName } from "../app/names.ts"
import { sayTimes } from "../app/times.ts"

/** What an officer says to a venue by telephone, in the language of whoever answers: never anything about a case. */
export function CallScript({ decision, nextList }: { readonly decision: Decision; readonly nextList: number }) {
  const { t: own } = useConsole()
  const [language, setLanguage] = useState<Language>(own.language)
  const [t, setWords] = useState<ConsoleTranslate>(() => own)
  useEffect(() => {
    let isCurrent = true
    void loadConsole(language).then((loaded) => isCurrent && setWords(() => loaded))
    return () => {
      isCurrent = false
    }
  }, [language])
  const short = { en: "EN", "zh-Hant": "繁", "zh-Hans": "简" }
  return (
    <section className="stack g3" aria-labelledby="script">
      <div className="row between wrap g3">
        <h3 id="script">{own("tell.script")}</h3>
        <Segmented
          label={own("language.label")}
          options={languages.map((value) => ({ value, label: short[value], lang: value }))}
          value={language}
          onChange={(value) => setLanguage(languages.find((l) => l === value) ?? "en")}
        />
      </div>
      <Sentences t={t} decision={decision} nextList={nextList} />
    </section>
  )
}

function Sentences({
  t,
  decision,
  nextList,
}: {
  readonly t: ConsoleTranslate
  readonly decision: Decision
  readonly nextList: number
}) {
  const { deployment } = useConsole()
  const say = sayTimes(deployment, t.language)
  const { kind, day, windows, isNamed, list } = decision
  const venue = placeName(t, decision) ?? decision.vid
  const times = windows.length === 0 ? say.day(day) : windows.map(([from, to]) => say.units(day, from, to)).join("; ")
  const words = { venue, times, time: say.time(nextList), authority: nameIn(deployment.authority, t.language) }
  const isOver = kind === "withdrawal"
  const sentences = [
    t("tell.script.who", words),
    t(isOver ? "tell.script.over" : list === null ? "tell.script.what" : "tell.script.sent", words),
    ...(isNamed && !isOver ? [t("tell.script.named")] : []),
    ...(isOver ? [] : [t("tell.script.means"), t("tell.script.do", { hotline: deployment.hotline })]),
    t("tell.script.not"),
  ]
  return (
    <ol className="stack g2 script" lang={t.language}>
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ol>
  )
}
