import { useVoice } from "../shell/app-context.ts"
import { Page } from "../shell/page.tsx"
import { WelcomeText } from "../start/welcome-page.tsx"
import { TransparencyRow } from "./transparency-row.tsx"

/** What the app is, as it was said before the first use. */
export function AboutPage() {
  const { t } = useVoice()
  return (
    <Page title={t("about.title")} back="/settings" place="settings">
      <div className="stack g4">
        <WelcomeText />
        <ul className="card flush rows">
          <li>
            <TransparencyRow />
          </li>
        </ul>
      </div>
    </Page>
  )
}
