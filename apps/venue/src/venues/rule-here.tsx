import type { Venue } from "@homesafe/api"
import { comingChanges, dateOfDay, readDate, ruleOn } from "@homesafe/domain"
import type { PolicyEntry } from "@homesafe/protocol"
import { serviceDayOf, unixSeconds } from "@homesafe/protocol"
import { Banner, Facts, TextField } from "@homesafe/ui"
import { useState } from "react"
import { usePortal } from "../app/context.ts"
import { formatServiceDay } from "../app/days.ts"
import { nameIn } from "../app/names.ts"

// A change this many days ahead is told: time to print, to brief staff.
const NEWS_DAYS = 30

/** The rule that holds at this venue today or on another day, as signed, and what a venue risks that does not follow it. */
export function RuleHere({ venue }: { readonly venue: Venue }) {
  const { t, deployment } = usePortal()
  const { policy, catalogue, trust } = deployment
  const today = serviceDayOf(unixSeconds(Math.floor(Date.now() / 1000)), trust.offset)
  const [date, setDate] = useState(dateOfDay(today))
  const category = catalogue.categories.find(({ n }) => n === venue.category)
  if (!policy || !category) return null
  const day = readDate(date) ?? today
  const { rule, entry } = ruleOn(policy, category, day)
  const [next] = comingChanges(policy, [category], day, NEWS_DAYS)
  return (
    <section className="stack g3" aria-labelledby="rule">
      <h2 id="rule">
        {day === today ? t("rules.here") : t("rules.onDay", { date: formatServiceDay(day, t.language) })}
      </h2>
      <TextField
        label={t("rules.on")}
        type="date"
        value={date}
        onChange={(event) => setDate(event.currentTarget.value)}
      />
      {next && <Banner level="info" title={t("rules.hereNext", { date: formatServiceDay(next.day, t.language) })} />}
      <div className="card stack g4">
        <div className="stack g1">
          <p>
            <b>{t(`rules.rule.${rule}`)}</b>
          </p>
          <p>{t(`rules.means.${rule}`)}</p>
        </div>
        {entry && <EntryFacts entry={entry} />}
        <p className="small soft">{t("rules.hereNote")}</p>
      </div>
    </section>
  )
}

function EntryFacts({ entry }: { readonly entry: PolicyEntry }) {
  const { t } = usePortal()
  const { exempt, penalty, from, until } = entry
  const dates = { from: formatServiceDay(from, t.language), until: formatServiceDay(until - 1, t.language) }
  const words = exempt.map((each) => t(`rules.exempt.${each}`)).join(t("rules.joint"))
  return (
    <Facts
      items={[
        ...(words === ""
          ? []
          : [{ icon: "people" as const, term: t("rules.exempt"), value: words, note: t("rules.exemptNote") }]),
        ...(penalty === null
          ? []
          : [
              {
                icon: "info" as const,
                term: t("rules.penalty"),
                value: t(`rules.penalty.${penalty.unit}`, { least: penalty.least, most: penalty.most }),
              },
            ]),
        { icon: "clock" as const, term: t("rules.when"), value: t("rules.fromUntil", dates), note: t("rules.sunset") },
        { icon: "key" as const, term: t("rules.by"), value: nameIn(entry.by, t.language) },
        { icon: "list" as const, term: t("rules.reason"), value: nameIn(entry.reason, t.language) },
      ]}
    />
  )
}
