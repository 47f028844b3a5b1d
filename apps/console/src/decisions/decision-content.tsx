import type { Decision } from "@homesafe/api"
import { diseaseOf } from "@homesafe/domain"
import { Card, Chip, Facts } from "@homesafe/ui"
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
              term: t("decision.place"),
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
            ...(decision.isNamed
              ? [{ icon: "eye" as const, term: t("decision.board"), value: t("decision.named") }]
              : []),
          ]}
        />
      </div>
    </Card>
  )
}

/** Who has signed it, and over which bytes. */
export function TwoOfficers({ decision }: { readonly decision: Decision }) {
  const { t, deployment } = useConsole()
  const say = sayTimes(deployment, t.language)
  const signed = (
    <span>
      <Chip tone="ok" icon="key">
        {t("decision.signed")}
      </Chip>
    </span>
  )
  return (
    <Card>
      <div className="stack g4">
        <h2>{t("decision.two")}</h2>
        <div className="two-keys">
          <div className="key">
            <span className="small soft">{t("decision.proposed", { time: say.moment(decision.proposed.at) })}</span>
            <b>{decision.proposed.name}</b>
            {signed}
          </div>
          <span aria-hidden="true">+</span>
          {decision.approved ? (
            <div className="key">
              <span className="small soft">{t("decision.approved", { time: say.moment(decision.approved.at) })}</span>
              <b>{decision.approved.name}</b>
              {signed}
            </div>
          ) : (
            <div className="key wait">
              <span className="small soft">{t("decision.approves")}</span>
              <b>{t("decision.waiting")}</b>
            </div>
          )}
        </div>
        <p className="small soft break">{t("decision.sameText", { hash: shortHash(decision.hash) })}</p>
      </div>
    </Card>
  )
}

const shortHash = (hash: string) => hash.slice(0, 16).replace(/(....)(?=.)/g, "$1 ")
