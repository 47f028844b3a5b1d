import { comingChanges, dateOfDay, readDate } from "@homesafe/domain"
import { formatDate } from "@homesafe/i18n"
import { type ServiceDay, serviceDay, startOfServiceDay } from "@homesafe/protocol"
import { Banner, Empty, Loading, TextField } from "@homesafe/ui"
import { useEffect, useState } from "react"
import { ask } from "../keeper/ask-keeper.ts"
import { useApp } from "../shell/app-context.ts"
import { Page } from "../shell/page.tsx"
import type { RulesView } from "./answer-rules.ts"
import { groupRules } from "./group-rules.ts"
import { NEWS_DAYS } from "./next-change.ts"
import { RuleCard } from "./rule-card.tsx"

/** Which rule holds at which kind of place, today or on any day: as signed, with who decided it, why, and until when. */
export function RulesPage() {
  const { t, overview } = useApp()
  const today = serviceDay(overview.today)
  const [rules, setRules] = useState<RulesView>()
  const [date, setDate] = useState(dateOfDay(today))
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new overview may mean a new ledger.
  useEffect(() => {
    void ask("rules", {}).then(setRules)
  }, [overview])
  const day = readDate(date) ?? today
  return (
    <Page title={t("rules.title")} back="/settings" place="settings">
      <div className="stack g4">
        <p className="soft">{t("rules.what")}</p>
        {rules?.isRewritten && (
          <Banner level="caution" title={t("rules.rewritten")}>
            {t("rules.rewrittenText")}
          </Banner>
        )}
        <TextField
          label={t("rules.on")}
          type="date"
          value={date}
          onChange={(event) => setDate(event.currentTarget.value)}
        />
        {!rules && <Loading text={t("state.loading")} />}
        {rules && rules.policy.seq === 0 && (
          <div className="card flush">
            <Empty icon="list" title={t("rules.none")} text={t("rules.noneText")} />
          </div>
        )}
        {rules && rules.policy.seq > 0 && (
          <>
            <ComingChanges rules={rules} day={day} />
            {groupRules(rules, day).map((group) => (
              <RuleCard key={group.key} group={group} />
            ))}
          </>
        )}
      </div>
    </Page>
  )
}

function ComingChanges({ rules, day }: { readonly rules: RulesView; readonly day: ServiceDay }) {
  const { t, overview } = useApp()
  const days = new Set(comingChanges(rules.policy, rules.categories, day, NEWS_DAYS).map((change) => change.day))
  return [...days].map((each) => {
    const at = startOfServiceDay(serviceDay(each), overview.offset)
    const date = formatDate(at * 1000, t.language, overview.timeZone)
    return (
      <Banner key={each} level="info" title={t("rules.coming", { date })}>
        {t("rules.comingText")}
      </Banner>
    )
  })
}
