import { ListRow } from "@homesafe/ui"
import { useVoice } from "../shell/app-context.ts"
import { Page } from "../shell/page.tsx"
import { WelcomeText } from "../start/welcome-page.tsx"

/** What the app is, as it was said before the first use. */
export function AboutPage() {
  const { t } = useVoice()
  return (
    <Page title={t("about.title")} back="/settings" place="settings">
      <div className="stack g4">
        <WelcomeText />
        <ul className="card flush rows">
          <li>
            <ListRow
              icon="seal"
              href={`/transparency/${t.language}`}
              title={t("proof.transparency")}
              text={t("proof.transparencyText")}
            />
          </li>
        </ul>
      </div>
    </Page>
  )
}
