import type { Officer } from "@homesafe/api"
import type { ConsoleTranslate } from "@homesafe/i18n/console"
import { Banner, Button, TextField } from "@homesafe/ui"
import { useState } from "react"
import { goTo } from "../app/route.ts"
import { goToProvider } from "./oidc.ts"
import { enrol } from "./passkeys.ts"
import { problemText } from "./problem-text.ts"
import { makeSigningKey } from "./signing-key.ts"
import type { Invitation } from "./take-invitation.ts"

/** An invited officer, or one who lost the passkey, makes a passkey and a signing key. */
export function EnrolPage({
  t,
  invitation,
  isRecovery,
  hasOidc,
  onSignedIn,
}: {
  readonly t: ConsoleTranslate
  readonly invitation: Invitation | null
  /** Whether this is the page of a lost passkey; said even where its link is missing. */
  readonly isRecovery: boolean
  readonly hasOidc: boolean
  readonly onSignedIn: (officer: Officer) => void
}) {
  const [name, setName] = useState("")
  const [isBusy, setBusy] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const [nameFault, setNameFault] = useState(false)
  if (invitation === null)
    return (
      <div className="stack g5">
        <h1>{t(isRecovery ? "recovery.title" : "enrol.title")}</h1>
        <Banner level="caution">{t("enrol.noToken")}</Banner>
      </div>
    )

  const { token } = invitation
  const submit = async () => {
    const isNameMissing = !isRecovery && name.trim() === ""
    setNameFault(isNameMissing)
    if (isNameMissing) return
    setBusy(true)
    setFault(null)
    const enrolled = await enrol(token, isRecovery ? null : name.trim())
    if (!enrolled.ok) {
      setBusy(false)
      return setFault(problemText(t, enrolled.problem))
    }
    const made = await makeSigningKey(enrolled.value.officer.id)
    onSignedIn(made.ok ? made.value : enrolled.value.officer)
    goTo("/")
  }
  const goOut = async () => {
    setNameFault(name.trim() === "")
    if (name.trim() === "") return
    const left = await goToProvider({ token, name: name.trim() })
    if (!left.ok) setFault(problemText(t, left.problem))
  }
  return (
    <form
      className="stack g5"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <h1>{t(isRecovery ? "recovery.title" : "enrol.title")}</h1>
      <p>{t(isRecovery ? "recovery.enrolText" : "enrol.text")}</p>
      {fault !== null && <Banner level="fault">{fault}</Banner>}
      {!isRecovery && (
        <TextField
          label={t("enrol.name")}
          value={name}
          autoComplete="name"
          onChange={(event) => setName(event.currentTarget.value)}
          {...(nameFault ? { error: t("enrol.nameNeeded") } : {})}
        />
      )}
      <Button type="submit" icon="key" busy={isBusy} wide>
        {t("enrol.button")}
      </Button>
      {hasOidc && !isRecovery && (
        <Button kind="quiet" icon="people" wide onClick={() => void goOut()}>
          {t("oidc.enrol")}
        </Button>
      )}
    </form>
  )
}
