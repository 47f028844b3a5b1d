import { formatTime } from "@homesafe/i18n"
import type { Unlock } from "@homesafe/protocol/visitor"
import { Banner, Button, TextField } from "@homesafe/ui"
import { type FormEvent, useState } from "react"
import { nowSeconds } from "../keeper/ask-keeper.ts"
import { useVoice } from "../shell/app-context.ts"
import type { LockView, UnlockOutcome } from "./answer-lock.ts"
import { readPin } from "./choose-pin.ts"
import { askPasskey } from "./passkey.ts"

type Problem = { readonly name: "wrong" | "passkey" } | { readonly name: "wait"; readonly until: number }

/** Asks for the lock that is there: a PIN to type, or a passkey to touch. */
export function UnlockForm({
  lock,
  onTry,
}: {
  readonly lock: LockView
  readonly onTry: (unlock: Unlock) => Promise<UnlockOutcome>
}) {
  const { t } = useVoice()
  const [typed, setTyped] = useState("")
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(() =>
    lock.waitUntil > nowSeconds() ? { name: "wait", until: lock.waitUntil } : null,
  )
  const attempt = async (unlock: Unlock) => {
    setBusy(true)
    setProblem(null)
    const outcome = await onTry(unlock)
    if (outcome.ok) return
    setBusy(false)
    setTyped("")
    setProblem(outcome.waitUntil > nowSeconds() ? { name: "wait", until: outcome.waitUntil } : { name: "wrong" })
  }
  const touch = async () => {
    if (lock.kind !== "passkey") return
    const key = await askPasskey(lock.credentialId, lock.salt)
    if (key.ok) await attempt({ kind: "passkey", prf: key.prf })
    else setProblem({ name: "passkey" })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isBusy && typed !== "") void attempt({ kind: "pin", pin: readPin(typed) })
  }
  const wait =
    problem?.name === "wait"
      ? t("lock.wait", { time: formatTime(problem.until * 1000, t.language, ownZone()) })
      : undefined
  if (lock.kind === "passkey") {
    return (
      <div className="stack g3">
        {problem && (
          <Banner level="fault" title={wait ?? t(problem.name === "wrong" ? "lock.wrong" : "lock.passkeyFailed")} />
        )}
        <Button wide big icon="key" busy={isBusy} onClick={() => void touch()}>
          {isBusy ? t("lock.opening") : t("lock.openPasskey")}
        </Button>
      </div>
    )
  }
  return (
    <form className="stack g3" onSubmit={submit}>
      <TextField
        label={t("lock.pin")}
        type="password"
        autoComplete="current-password"
        autoCapitalize="none"
        spellCheck={false}
        required
        value={typed}
        error={problem ? (wait ?? t("lock.wrong")) : undefined}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button wide big icon="key" type="submit" busy={isBusy}>
        {isBusy ? t("lock.opening") : t("lock.open")}
      </Button>
    </form>
  )
}

/** Before the store is open the deployment's time zone is not known: the phone's own. */
function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}
