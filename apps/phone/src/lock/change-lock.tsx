import type { Lock, Unlock } from "@homesafe/protocol/visitor"
import { Banner, Button, TextField } from "@homesafe/ui"
import { type FormEvent, useState } from "react"
import { ask } from "../keeper/ask-keeper.ts"
import { useApp } from "../shell/app-context.ts"
import type { LockView, UnlockOutcome } from "./answer-lock.ts"
import { checkPin, type PinProblem, readPin } from "./choose-pin.ts"
import { makePasskey, type PasskeyProblem } from "./passkey.ts"
import { UnlockForm } from "./unlock-form.tsx"

/** The lock that its owner wishes. */
export type WantedLock = Lock["kind"]
type Result = "lock.set" | "lock.removed" | null

/** Sets, changes or takes away the lock. Where there is one, it is asked for first. */
export function ChangeLock({
  lock,
  wanted,
  onDone,
}: {
  readonly lock: LockView
  readonly wanted: WantedLock
  readonly onDone: (result: Result) => void
}) {
  const { t } = useApp()
  const [current, setCurrent] = useState<Unlock | null>(lock.kind === "none" ? { kind: "none" } : null)
  const [isWorking, setWorking] = useState(false)

  const change = async (from: Unlock, next: Lock): Promise<UnlockOutcome> => {
    setWorking(true)
    const outcome = await ask("changeLock", { current: from, next })
    setWorking(false)
    if (outcome.ok) onDone(next.kind === "none" ? "lock.removed" : "lock.set")
    return outcome
  }
  // To take the lock away is one step; for another lock the old one is checked first and again when it is replaced.
  const tryCurrent = async (unlock: Unlock): Promise<UnlockOutcome> => {
    if (wanted === "none") return change(unlock, { kind: "none" })
    const outcome = await ask("checkLock", { current: unlock })
    if (outcome.ok) setCurrent(unlock)
    return outcome
  }
  return (
    <div className="stack g5">
      {!current && (
        <>
          <h2>{t("lock.first")}</h2>
          <UnlockForm lock={lock} onTry={tryCurrent} />
        </>
      )}
      {current && wanted === "pin" && (
        <NewPin onChosen={(pin) => void change(current, { kind: "pin", pin })} isWorking={isWorking} />
      )}
      {current && wanted === "passkey" && (
        <NewPasskey onMade={(passkey) => void change(current, passkey)} isWorking={isWorking} />
      )}
      {isWorking && (
        <div className="stack g2">
          <p role="status">{t("lock.working")}</p>
          <progress aria-label={t("lock.working")} />
        </div>
      )}
      {!isWorking && (
        <Button kind="quiet" wide onClick={() => onDone(null)}>
          {t("action.cancel")}
        </Button>
      )}
    </div>
  )
}

function NewPin({ onChosen, isWorking }: { readonly onChosen: (pin: string) => void; readonly isWorking: boolean }) {
  const { t } = useApp()
  const [typed, setTyped] = useState("")
  const [again, setAgain] = useState("")
  const [problem, setProblem] = useState<PinProblem | null>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const found = checkPin(typed, again)
    setProblem(found)
    if (!found && !isWorking) onChosen(readPin(typed))
  }
  const look = { type: "password", autoComplete: "new-password", autoCapitalize: "none", spellCheck: false } as const
  const words = problem ? t(`lock.pinProblem.${problem}`) : undefined
  return (
    <form className="stack g4" onSubmit={submit}>
      <TextField
        {...look}
        label={t("lock.newPin")}
        hint={t("lock.pinHint")}
        required
        value={typed}
        error={problem === "not-the-same" ? undefined : words}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <TextField
        {...look}
        label={t("lock.again")}
        required
        value={again}
        error={problem === "not-the-same" ? words : undefined}
        onChange={(event) => setAgain(event.currentTarget.value)}
      />
      <Banner level="caution" title={t("lock.noReset")} />
      <Button wide type="submit" icon="key" busy={isWorking}>
        {t("lock.confirm")}
      </Button>
    </form>
  )
}

function NewPasskey({ onMade, isWorking }: { readonly onMade: (lock: Lock) => void; readonly isWorking: boolean }) {
  const { t } = useApp()
  const [problem, setProblem] = useState<PasskeyProblem | null>(null)
  const make = async () => {
    setProblem(null)
    const key = await makePasskey(t("brand.name"))
    if (!key.ok) return setProblem(key.problem)
    const { prf, salt, credentialId } = key
    onMade({ kind: "passkey", prf, salt, credentialId })
  }
  return (
    <div className="stack g4">
      <p>{t("lock.setPasskeyText")}</p>
      {problem && (
        <Banner level="fault" title={t(problem === "no-prf" ? "lock.passkeyMissing" : "lock.passkeyFailed")} />
      )}
      <Banner level="caution" title={t("lock.noReset")} />
      <Button wide icon="key" busy={isWorking} onClick={() => void make()}>
        {t("lock.setPasskey")}
      </Button>
    </div>
  )
}
