import type { Officer } from "@homesafe/api"
import type { ConsoleTranslate } from "@homesafe/i18n/console"
import { Banner, Button } from "@homesafe/ui"
import { useState } from "react"
import { goToProvider } from "./oidc.ts"
import { signIn } from "./passkeys.ts"
import { problemText } from "./problem-text.ts"

/** Sign-in by passkey, and nothing else. */
export function SignInPage({
  t,
  hasEnded,
  hasOidc,
  onSignedIn,
}: {
  readonly t: ConsoleTranslate
  readonly hasEnded: boolean
  readonly hasOidc: boolean
  readonly onSignedIn: (officer: Officer) => void
}) {
  const [isBusy, setBusy] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const begin = async () => {
    setBusy(true)
    setFault(null)
    const signed = await signIn()
    setBusy(false)
    if (signed.ok) onSignedIn(signed.value.officer)
    else setFault(problemText(t, signed.problem))
  }
  const goOut = async () => {
    const left = await goToProvider(null)
    if (!left.ok) setFault(problemText(t, left.problem))
  }
  return (
    <div className="stack g5">
      <h1>{t("signIn.title")}</h1>
      {hasEnded && <Banner level="info">{t("signIn.ended")}</Banner>}
      <p>{t("signIn.text")}</p>
      {fault !== null && <Banner level="fault">{fault}</Banner>}
      <Button icon="key" busy={isBusy} wide onClick={() => void begin()}>
        {t("signIn.button")}
      </Button>
      {hasOidc && (
        <Button kind="quiet" icon="people" wide onClick={() => void goOut()}>
          {t("oidc.button")}
        </Button>
      )}
      <p className="small soft">{t("signIn.lost")}</p>
    </div>
  )
}
