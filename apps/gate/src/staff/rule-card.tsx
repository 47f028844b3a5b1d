import { formatDate } from "@homesafe/i18n"
import { Chip } from "@homesafe/ui"
import { useId } from "react"
import { useGate } from "../app/context.ts"
import { nameIn } from "../app/names.ts"
import { type DoorRule, outcomeOf } from "./rule-today.ts"

const DAY_MS = 86_400_000

/** Today's rule in one card: what it asks, until when, and who decided it. */
export function RuleCard({ rule }: { readonly rule: DoorRule }) {
  const { t, facts } = useGate()
  const heading = useId()
  const { rule: word, entry } = rule.today
  return (
    <section className="card stack g2" aria-labelledby={heading}>
      <div className="row between wrap g2">
        <h2 id={heading}>{t("staff.rule")}</h2>
        <Chip tone="ok">{t(`rules.rule.${word}`)}</Chip>
      </div>
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
    </section>
  )
}
