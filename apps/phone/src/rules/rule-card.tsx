import { formatDate } from "@homesafe/i18n"
import { addDays, type PolicyEntry, type ServiceDay, startOfServiceDay } from "@homesafe/protocol"
import { Facts } from "@homesafe/ui"
import { sayName, useApp } from "../shell/app-context.ts"
import type { RuleGroup } from "./group-rules.ts"

/** One rule: what is asked, where, and who need not; then who decided it, why, and from when until when. */
export function RuleCard({ group: { rule, entry, categories } }: { readonly group: RuleGroup }) {
  const { t } = useApp()
  const places = categories.map((each) => sayName(each, t.language).text).join(t("rules.joint"))
  return (
    <section className="card stack g3" aria-label={t(`rules.rule.${rule}`)}>
      <h2>{t(`rules.rule.${rule}`)}</h2>
      <p className="soft">{t(`rules.means.${rule}`)}</p>
      <p>{places}</p>
      {entry && <EntryFacts entry={entry} />}
    </section>
  )
}

function EntryFacts({ entry }: { readonly entry: PolicyEntry }) {
  const { t, overview } = useApp()
  const dateOf = (day: ServiceDay) =>
    formatDate(startOfServiceDay(day, overview.offset) * 1000, t.language, overview.timeZone)
  const { penalty } = entry
  return (
    <Facts
      items={[
        ...(entry.exempt.length > 0
          ? [
              {
                icon: "people" as const,
                term: t("rules.exempt"),
                value: entry.exempt.map((each) => t(`rules.exempt.${each}`)).join(t("rules.joint")),
                note: t("rules.exemptNote"),
              },
            ]
          : []),
        ...(entry.alternative === "none"
          ? []
          : [
              {
                icon: "hand" as const,
                term: t("rules.alternative"),
                value: t(`rules.alternative.${entry.alternative}`),
              },
            ]),
        ...(entry.shortStay === 0
          ? []
          : [
              {
                icon: "clock" as const,
                term: t("rules.shortStay"),
                value: t("rules.shortStayValue", { n: entry.shortStay }),
              },
            ]),
        ...(penalty === null
          ? []
          : [
              {
                icon: "info" as const,
                term: t("rules.penalty"),
                value: t(`rules.penalty.${penalty.unit}`, { least: penalty.least, most: penalty.most }),
              },
            ]),
        {
          icon: "clock" as const,
          term: t("rules.when"),
          value: t("rules.fromUntil", { from: dateOf(entry.from), until: dateOf(addDays(entry.until, -1)) }),
          note: t("rules.sunset"),
        },
        { icon: "key" as const, term: t("rules.by"), value: sayName(entry.by, t.language).text },
        { icon: "info" as const, term: t("rules.reason"), value: sayName(entry.reason, t.language).text },
      ]}
    />
  )
}
