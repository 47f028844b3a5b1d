import { splitEntranceName } from "@homesafe/domain"
import { Chip, Empty, ListRow } from "@homesafe/ui"
import type { AlertView } from "../keeper/views.ts"
import { sayName, useApp } from "../shell/app-context.ts"
import { ListStatus } from "../shell/list-status.tsx"
import { Page } from "../shell/page.tsx"
import { sayStay } from "../visit/say-stay.ts"
import { placeOf } from "./exposure-page.tsx"
import { groupAlerts } from "./group-alerts.ts"
import { sayAdvice } from "./say-advice.ts"

const words = { exposed: "diary.exposed", withdrawn: "diary.corrected", held: "exposure.held" } as const
const tones = { exposed: "exposed", withdrawn: "corrected", held: "line" } as const

/** Everything that the lists say of this phone's visits, place by place. */
export function AlertsPage() {
  const facts = useApp()
  const { t, overview } = facts
  const groups = groupAlerts(overview.alerts)
  return (
    <Page title={t("exposures.title")} back="/diary" place="diary">
      <div className="stack g4">
        {groups.length === 0 && (
          <>
            <div className="card flush">
              <Empty icon="diary" title={t("exposures.none")} text={t("exposures.noneText")} />
            </div>
            <ListStatus />
          </>
        )}
        {groups.map(({ place, alerts: [first, ...more] }) => {
          if (!first) return null
          const name = first.visits[0] && sayName(first.visits[0].names, t.language)
          return (
            <section key={place} className="stack g2">
              <h2 lang={name?.lang}>{name ? splitEntranceName(name.text).venue : placeOf(facts, first).venue}</h2>
              <ul className="card flush rows">
                {[first, ...more].map((alert) => (
                  <li key={alert.id}>
                    <AlertRow alert={alert} />
                  </li>
                ))}
              </ul>
            </section>
          )
        })}
      </div>
    </Page>
  )
}

function AlertRow({ alert }: { readonly alert: AlertView }) {
  const facts = useApp()
  const { t } = facts
  const [visit = { arrivedAt: alert.exposedAt, leftAt: alert.exposedAt }] = alert.visits
  return (
    <ListRow
      icon={alert.state === "withdrawn" ? "corrected" : "exposed"}
      tone={alert.state === "exposed" ? "exposed" : undefined}
      href={`/diary/exposure#${alert.id}`}
      title={sayAdvice(facts, alert).disease}
      text={
        <>
          <span className="block">{sayStay(facts, visit)}</span>
          <Chip tone={tones[alert.state]}>{t(words[alert.state])}</Chip>
        </>
      }
    />
  )
}
