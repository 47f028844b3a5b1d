import type { Decision } from "@homesafe/api"
import { diseaseOf } from "@homesafe/domain"
import { Card, Facts } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"
import { placeName, textIn } from "../app/names.ts"
import { sayTimes } from "../app/times.ts"

/** What a decision says: place, time, advice, and whether the place is named in public. */
export function DecisionContent({ decision }: { readonly decision: Decision }) {
  const { t, deployment, catalogue } = useConsole()
  const say = sayTimes(deployment, t.language)
  const template = catalogue.templates.find((x) => x.n === decision.template)
  const windows = decision.windows.map(([from, until]) => say.units(decision.day, from, until)).join("; ")
  return (
    <Card>
      <div className="stack g4">
        <h2>{t(decision.state === "proposed" ? "decision.what" : "decision.content")}</h2>
        <Facts
          items={[
            {
              icon: "pin",
              term: t(decision.about ? "named.subject" : "decision.place"),
              value: placeName(t, decision) ?? decision.vid,
            },
            {
              icon: "clock",
              term: t("propose.risk"),
              value: decision.windows.length === 0 ? t("decision.nothing") : windows,
            },
            {
              icon: "exposed",
              term: t("propose.advice"),
              value: template ? diseaseOf(textIn(template, t.language)) : String(decision.template),
            },
            ...(decision.isNamed && !decision.about
              ? [{ icon: "eye" as const, term: t("decision.board"), value: t("decision.named") }]
              : []),
          ]}
        />
      </div>
    </Card>
  )
}
