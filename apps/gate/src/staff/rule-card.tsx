import { dateOfDay, readDate } from "@homesafe/domain"
import { formatDate } from "@homesafe/i18n"
import type { ServiceDay } from "@homesafe/protocol"
import { Chip, TextField } from "@homesafe/ui"
import { useId, useState } from "react"
import { useGate } from "../app/context.ts"
import { nameIn } from "../app/names.ts"
import { type DoorRule, outcomeOf, ruleToday } from "./rule-today.ts"

const DAY_MS = 86_400_000

/** Today's rule in one card: what it asks, until when, and who decided it. */
export function RuleCard({ rule }: { readonly rule: DoorRule }) {
  const { t } = useGate()
  const heading = useId()
  return (
    <section className="card stack g2" aria-labelledby={heading}>
      <div className="row between wrap g2">
        <h2 id={heading}>{t("staff.rule")}</h2>
        <Chip tone="ok">{t(`rules.rule.${rule.today.rule}`)}</Chip>
      </div>
      <RuleText rule={rule} />
    </section>
  )
}

/** What the rule of any other day asks: of a new one before it begins, or of an old one when somebody asks. */
export function RuleOnDay({ category, today }: { readonly category: number; readonly today: ServiceDay }) {
  const { t, facts } = useGate()
  const heading = useId()
  const [date, setDate] = useState(dateOfDay(today))
  const rule = ruleToday(facts, category, readDate(date) ?? today)
  return (
    <section className="stack g2" aria-labelledby={heading}>
      <h2 id={heading}>{t("staff.rule.onDay")}</h2>
      <TextField
        label={t("staff.rule.day")}
        type="date"
        value={date}
        onChange={(event) => setDate(event.currentTarget.value)}
      />
      <p>
        <Chip tone="ok">{t(`rules.rule.${rule.today.rule}`)}</Chip>
      </p>
      <RuleText rule={rule} />
    </section>
  )
}

function RuleText({ rule }: { readonly rule: DoorRule }) {
  const { t, facts } = useGate()
  const { rule: word, entry } = rule.today
  return (
    <>
      <p className="small">{t(`staff.says.${outcomeOf(rule.today, {})}`)}</p>
      {entry ? (
        <p className="small soft">
          {t("staff.decided", {
            by: nameIn(entry.by, t.language),
            until: formatDate((entry.until - 1) * DAY_MS, t.language, "UTC"),
          })}
        </p>
      ) : (
        <p className="small soft">
          {t(facts.policy === null && word !== "never" ? "staff.noLedger" : `rules.means.${word}`)}
        </p>
      )}
    </>
  )
}
