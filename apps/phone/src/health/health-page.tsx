import { endHealthSession } from "@homesafe/api"
import { loadHealth } from "@homesafe/i18n/health"
import { Banner, Button, Empty, ErrorState, Loading } from "@homesafe/ui"
import { useApp } from "../shell/app-context.ts"
import { Page } from "../shell/page.tsx"
import { useTexts } from "../shell/use-texts.ts"
import { AccountPart } from "./account-part.tsx"
import { callHealth } from "./call-health.ts"
import { HealthTexts, useHealthTexts } from "./health-texts.ts"
import { RegisterPart } from "./register-part.tsx"
import { StartPart } from "./start-part.tsx"
import { useAccount } from "./use-account.ts"
import { DecidedPart, WaitingPart } from "./waiting-part.tsx"

/** The health code: a service of its own, for those who want it. `at` names one of its pages. */
export function HealthPage({ at }: { readonly at: string }) {
  const { t } = useApp()
  const texts = useTexts(loadHealth)
  return (
    <Page title={t("health.title")} back={at === "" ? "/settings" : "/settings/health"}>
      {texts ? (
        <HealthTexts.Provider value={texts}>
          <Standing at={at} />
        </HealthTexts.Provider>
      ) : (
        <Loading text={t("state.loading")} />
      )}
    </Page>
  )
}

function Standing({ at }: { readonly at: string }) {
  const { t } = useApp()
  const tc = useHealthTexts()
  const { standing, load, make, signIn, leave } = useAccount()
  switch (standing.state) {
    case "loading":
      return <Loading text={tc("loading")} />
    case "not-offered":
      return <Empty icon="records" title={tc("notOffered")} text={tc("notOfferedText")} />
    case "offline":
      return (
        <ErrorState
          title={t("error.title")}
          text={t("problem.offline")}
          action={<Button onClick={() => void load()}>{t("action.retry")}</Button>}
        />
      )
    case "not-trusted":
      return <Banner level="fault">{tc("keysUnknown")}</Banner>
    case "outside":
      return <StartPart hasEnded={standing.hasEnded} make={make} signIn={signIn} />
    case "inside": {
      const { account, service } = standing
      const ended = () => leave(true)
      const signOut = async () => {
        await callHealth(endHealthSession)
        leave(false)
      }
      return (
        <div className="stack g5">
          {account.state === "accepted" ? (
            <AccountPart at={at} service={service} onEnded={ended} onDeleted={() => leave(false)} />
          ) : account.state === "waiting" ? (
            <WaitingPart submittedAt={account.submittedAt} onLook={load} />
          ) : account.state === "refused" ? (
            <DecidedPart reason={account.reason} service={service} onDeleted={() => leave(false)} onEnded={ended} />
          ) : (
            <RegisterPart reason={account.reason} kept={account.pictures} onDone={load} onEnded={ended} />
          )}
          {at === "" && (
            <Button kind="plain" onClick={() => void signOut()}>
              {tc("signOut")}
            </Button>
          )}
        </div>
      )
    }
  }
}
