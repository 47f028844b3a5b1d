import { nowSeconds } from "../keeper/ask-keeper.ts"
import type { AlertView, VisitView } from "../keeper/views.ts"
import { useApp } from "../shell/app-context.ts"
import { ExposurePage } from "./exposure-page.tsx"

const HOUR = 3600

/** What a warning looks like, for anyone who wants to see one before it matters: the real page, an invented place. */
export function ExamplePage() {
  const { overview } = useApp()
  const arrivedAt = Math.floor(nowSeconds() / HOUR) * HOUR - 26 * HOUR
  const names = { en: "Example Market", hant: "示例街市", hans: "示例街市" }
  const leftAt = arrivedAt + 45 * 60
  const visit = { names, arrivedAt, leftAt, leavesAt: leftAt } as VisitView // as: a warning's page shows these alone
  const alert: AlertView = {
    id: "example",
    day: overview.today - 1,
    state: "exposed",
    isCorrected: false,
    isSeen: true,
    exposedAt: arrivedAt,
    visits: [visit],
    windows: [[arrivedAt - HOUR, arrivedAt + 3 * HOUR]],
    texts: overview.exampleTexts,
    remark: null,
    list: { seq: 0, t: arrivedAt },
    firstList: { seq: 0, t: arrivedAt },
  }
  return <ExposurePage alert={alert} isExample />
}
