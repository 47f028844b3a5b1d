import { Empty } from "@homesafe/ui"
import { useEffect } from "react"
import { ask } from "../keeper/ask-keeper.ts"
import { useApp } from "../shell/app-context.ts"
import { Page } from "../shell/page.tsx"
import { CorrectionPage } from "./correction-page.tsx"
import { ExposurePage } from "./exposure-page.tsx"

/** The page of one alert: the warning, or its correction. */
export function AlertPage({ id }: { readonly id: string }) {
  const { t, overview } = useApp()
  const alert = overview.alerts.find((each) => each.id === id)
  const isUnseen = alert !== undefined && !alert.isSeen
  useEffect(() => {
    if (isUnseen) void ask("seeAlert", { id })
  }, [id, isUnseen])
  if (!alert) {
    return (
      <Page title={t("exposure.title")} back="/diary" place="diary">
        <Empty icon="diary" title={t("exposure.gone")} text={t("exposure.goneText")} />
      </Page>
    )
  }
  return alert.state === "withdrawn" ? <CorrectionPage alert={alert} /> : <ExposurePage alert={alert} />
}
