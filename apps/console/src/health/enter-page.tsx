import type { CallProblem, HealthOfficerSession } from "@homesafe/api"
import type { ConsoleTranslate } from "@homesafe/i18n/console"
import type { HealthTranslate } from "@homesafe/i18n/health"
import { Banner, Button, TextField } from "@homesafe/ui"
import { type FormEvent, useState } from "react"
import { goTo } from "../app/route.ts"
import { problemText } from "../session/problem-text.ts"
import { enrolHere, signInHere } from "./health-passkeys.ts"

/** Takes the link's token out of the address and the history. */
function takeToken(): string {
  const token = location.hash.slice(1)
  history.replaceState(null, "", location.pathname)
  return /^[A-Za-z0-9_-]{43}$/.test(token) ? token : ""
}

/** The way in for officers of the health-code service: by the link of an invitation, then by passkey. */
export function EnterPage({
  t,
  tc,
  isInvited,
  onEntered,
}: {
  readonly t: ConsoleTranslate
  readonly tc: HealthTranslate
  readonly isInvited: boolean
  readonly onEntered: (officer: HealthOfficerSession) => void
}) {
  const [token] = useState(() => (isInvited ? takeToken() : ""))
  const [name, setName] = useState("")
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<CallProblem | "no-passkey" | null>(null)
  const enter = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem(null)
    const entered = await (isInvited ? enrolHere(token, name.trim()) : signInHere())
    setBusy(false)
    if (!entered.ok) return setProblem(entered.problem)
    onEntered(entered.value)
    if (isInvited) goTo("/health-code")
  }
  return (
    <form className="stack g5" onSubmit={(event) => void enter(event)}>
      <h1>{tc("officer.title")}</h1>
      <p>{tc(isInvited ? "officer.enrolText" : "officer.own")}</p>
      {problem !== null && <Banner level="fault">{problemText(t, problem)}</Banner>}
      {isInvited && token === "" ? (
        <Banner level="caution">{tc("officer.noLink")}</Banner>
      ) : (
        <>
          {isInvited && (
            <TextField
              label={tc("officer.name")}
              value={name}
              required
              maxLength={80}
              autoComplete="name"
              onChange={(event) => setName(event.currentTarget.value)}
            />
          )}
          <Button type="submit" icon="key" wide busy={isBusy}>
            {tc(isInvited ? "officer.enrol" : "officer.signIn")}
          </Button>
        </>
      )}
    </form>
  )
}
